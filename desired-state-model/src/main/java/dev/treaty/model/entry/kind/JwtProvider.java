package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.EntryKind;
import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Gate;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Since;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.List;

/** {@code jwt-provider}: who issues tokens, where they stand and what checks them. */
final class JwtProvider implements EntryKind {

  private static final Type.Struct NAMED =
      new Type.Struct(Shape.fields().optional("Name", Type.TEXT).build());

  private static final Shape LOCATION =
      Shape.fields()
          .pointer(
              "Header",
              new Type.Struct(
                  Shape.fields()
                      .optional("Name", Type.TEXT)
                      .optional("ValuePrefix", Type.TEXT)
                      .says("What stands before the token, such as \"Bearer \".")
                      .optional("Forward", Type.FLAG)
                      .says("Leaves the header in the request.")
                      .build()))
          .pointer("QueryParam", NAMED)
          .pointer("Cookie", NAMED)
          .build();

  private static final Type.Struct FORWARDING =
      new Type.Struct(
          Shape.fields()
              .optional("HeaderName", Type.TEXT)
              .says("The header that carries the token's payload.")
              .always("PadForwardPayloadHeader", Type.FLAG)
              .build());

  private static final Shape SHAPE =
      Shape.fields()
          .optional("Kind", Type.TEXT)
          .optional("Name", Type.TEXT)
          .says("The provider's name, to which intentions refer.")
          .pointer("JSONWebKeySet", KeySets.TYPE)
          .says("The keys that tokens are checked with.")
          .optional("Issuer", Type.TEXT)
          .says("The issuer that a token must name.")
          .optional("Audiences", Type.TEXTS)
          .says("The audiences of which a token must name one.")
          .optional("Locations", Type.list(LOCATION).ofPointers())
          .says("Where tokens are looked for.")
          .pointer("Forwarding", FORWARDING)
          .says("How services learn what the token says.")
          .optional("ClockSkewSeconds", Type.INT)
          .says("How far clocks may be apart; 30 if not set.")
          .pointer(
              "CacheConfig", new Type.Struct(Shape.fields().optional("Size", Type.INT).build()))
          .optional("Meta", Type.TEXT_MAP)
          .tenancy()
          .add(CommonFields.HASH)
          .build();

  private static final long DEFAULT_SKEW = 30;

  @Override
  public String name() {
    return "jwt-provider";
  }

  @Override
  public String purpose() {
    return "Who issues tokens for requests, where they stand and which keys check them.";
  }

  @Override
  public Since since() {
    return Since.of(1, 16, 0);
  }

  @Override
  public Shape shape() {
    return SHAPE;
  }

  @Override
  public Value.Fields normalise(Value.Fields entry, Gate server) {
    Value.Fields named = TenancyFields.hideDefaults(entry.with("Kind", Value.text(name())));
    return UpstreamShapes.number(named, "ClockSkewSeconds").signum() == 0
        ? named.with("ClockSkewSeconds", Value.Whole.of(DEFAULT_SKEW))
        : named;
  }

  @Override
  public void check(Value.Fields entry, Gate server, Findings findings) {
    if (entry.text("Name").isEmpty()) {
      findings.fail(entry, "Name", "Name is required");
      return;
    }
    if (MetaRule.fails(entry, findings)) {
      return;
    }
    if (entry.get("JSONWebKeySet").isEmpty()) {
      findings.fail(entry, "JSONWebKeySet", "JSONWebKeySet is required");
      return;
    }
    KeySets.check(entry.fields("JSONWebKeySet"), findings);
    locations(entry, findings);
    Value.Fields forwarding = entry.fields("Forwarding");
    if (entry.get("Forwarding").isPresent() && forwarding.text("HeaderName").isEmpty()) {
      findings.fail(forwarding, "HeaderName", "Header name required for forwarding config");
    }
  }

  /** Consul puts all faults of locations into one text. */
  private static void locations(Value.Fields entry, Findings findings) {
    List<String> texts = new ArrayList<>();
    Value.Fields first = entry;
    for (Value.Fields location : entry.maps("Locations")) {
      String text = fault(location);
      if (!text.isEmpty()) {
        first = texts.isEmpty() ? location : first;
        texts.add(text);
      }
    }
    if (!texts.isEmpty()) {
      findings.fail(first, "", Findings.multi(texts));
    }
  }

  private static String fault(Value.Fields location) {
    List<String> given =
        List.of("Header", "QueryParam", "Cookie").stream()
            .filter(key -> location.get(key).isPresent())
            .toList();
    if (given.size() != 1) {
      return "must set exactly one of: JWT location header, query param or cookie";
    }
    String key = given.getFirst();
    if (!location.fields(key).text("Name").isEmpty()) {
      return "";
    }
    String shown =
        switch (key) {
          case "Header" -> "header";
          case "Cookie" -> "cookie";
          default -> "query param";
        };
    return "JWT location " + shown + " name must be specified";
  }
}
