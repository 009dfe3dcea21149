package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.Field;
import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.Value;
import java.util.Collections;
import java.util.List;

/** The rule of an intention's {@code JWT} block, at its top or in a permission. */
final class JwtRule {

  private static final Shape CLAIM =
      Shape.fields()
          .optional("Path", Type.TEXTS)
          .says("Where in the token the claim stands.")
          .optional("Value", Type.TEXT)
          .says("What it must be.")
          .build();

  private static final Shape PROVIDER =
      Shape.fields()
          .optional("Name", Type.TEXT)
          .says("The jwt-provider that must have issued the token.")
          .optional("VerifyClaims", Type.list(CLAIM).ofPointers())
          .says("What the token must claim.")
          .build();

  private static final Type.Structs PROVIDERS =
      new Type.Structs(PROVIDER, List.of("Name"), Type.Order.COUNTS).ofPointers();

  /** What an intention wants of tokens. */
  static final Shape REQUIREMENT = Shape.fields().optional("Providers", PROVIDERS).build();

  /** What a gateway wants of tokens; Community Edition knows it only without content. */
  static final Shape GATEWAY_REQUIREMENT =
      Shape.fields().always("Providers", PROVIDERS).but(Field::onlyEnterprise).build();

  private JwtRule() {}

  /** Reports all faults as one text, and whether there are any. */
  static boolean fails(Value.Fields holder, Findings findings) {
    List<Value.Fields> nameless =
        holder.fields("JWT").maps("Providers").stream()
            .filter(provider -> provider.text("Name").isEmpty())
            .toList();
    if (nameless.isEmpty()) {
      return false;
    }
    findings.fail(
        nameless.getFirst(),
        "Name",
        Findings.multi(Collections.nCopies(nameless.size(), "JWT provider name is required")));
    return true;
  }
}
