package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.EntryKind;
import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Gate;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Since;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.Value;

/** {@code file-system-certificate}: a certificate and key in files on a gateway's machine. */
final class FileSystemCertificate implements EntryKind {

  private static final Shape SHAPE =
      Shape.fields()
          .always("Kind", Type.TEXT)
          .always("Name", Type.TEXT)
          .always("Certificate", Type.TEXT)
          .says("The path of the certificate.")
          .always("PrivateKey", Type.TEXT)
          .but(field -> field.fileAlias("private_key"))
          .says("The path of its key.")
          .optional("Meta", Type.TEXT_MAP)
          .tenancy()
          .add(CommonFields.HASH)
          .build();

  @Override
  public String name() {
    return "file-system-certificate";
  }

  @Override
  public String purpose() {
    return "A certificate and its key in files on the machine of an API gateway.";
  }

  @Override
  public Since since() {
    return Since.of(1, 19, 0);
  }

  @Override
  public Shape shape() {
    return SHAPE;
  }

  @Override
  public Value.Fields normalise(Value.Fields entry, Gate server) {
    return TenancyFields.hideDefaults(entry);
  }

  @Override
  public void check(Value.Fields entry, Gate server, Findings findings) {
    if (MetaRule.fails(entry, findings)) {
      return;
    }
    NameRules.required(entry, findings);
  }
}
