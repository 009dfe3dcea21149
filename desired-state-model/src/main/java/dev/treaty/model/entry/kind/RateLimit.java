package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.EntryKind;
import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Gate;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Since;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** {@code rate-limit}: how much all callers together may ask of the servers. */
final class RateLimit implements EntryKind {

  private static final Type.Real RATE = new Type.Real("float64");

  private static final Type.Struct CONFIG =
      new Type.Struct(
          Shape.fields()
              .nullable("ReadRate", RATE)
              .but(field -> field.alias("readRate"))
              .says("Reads a second; unlimited if absent, none at 0.")
              .nullable("WriteRate", RATE)
              .but(field -> field.alias("writeRate"))
              .says("Writes a second; unlimited if absent, none at 0.")
              .always("priority", Type.FLAG)
              .says("Whether the limits hold.")
              .always("excludeEndpoints", Type.TEXTS)
              .says("Endpoints that are not limited.")
              .build());

  private static final Shape SHAPE =
      Shape.fields()
          .always("Kind", Type.TEXT)
          .always("Name", Type.TEXT)
          .pointer("config", CONFIG)
          .optional("Meta", Type.TEXT_MAP)
          .tenancy()
          .add(CommonFields.HASH)
          .build();

  @Override
  public String name() {
    return "rate-limit";
  }

  @Override
  public String purpose() {
    return "How much all callers together may ask of the servers.";
  }

  @Override
  public Since since() {
    return Since.of(2, 0, 0);
  }

  @Override
  public boolean enterprise() {
    return true;
  }

  @Override
  public Shape shape() {
    return SHAPE;
  }

  @Override
  public Value.Fields normalise(Value.Fields entry, Gate server) {
    return TenancyFields.hideDefaults(entry.with("Kind", Value.text(name())));
  }

  @Override
  public void check(Value.Fields entry, Gate server, Findings findings) {
    String name = entry.text("Name");
    if (!name.equals("global")) {
      findings.fail(
          entry,
          "Name",
          name.isEmpty()
              ? "Name is required for rate-limit config entry"
              : "Name for rate-limit config entry must be 'global'");
    }
    if (entry.get("config").isEmpty()) {
      findings.fail(entry, "config", "Config is required for rate-limit config entry");
    }
    Value.Fields config = entry.fields("config");
    rate(config, "ReadRate", "readRate", findings);
    rate(config, "WriteRate", "writeRate", findings);
    List<String> endpoints = Rewrite.texts(config, "excludeEndpoints");
    if (endpoints.contains("")) {
      findings.fail(
          config,
          "excludeEndpoints",
          "excludeEndpoints[" + endpoints.indexOf("") + "] cannot be empty");
    }
    Findings meta = new Findings();
    if (MetaRule.fails(entry, meta)) {
      findings.fail(entry, "Meta", "invalid meta: " + meta.consulText());
    }
  }

  private static void rate(Value.Fields config, String key, String shown, Findings findings) {
    BigDecimal rate =
        switch (config.get(key).orElse(Value.Nothing.NULL)) {
          case Value.Whole(var number) -> new BigDecimal(number);
          case Value.Decimal(var number) -> number;
          case Value.Text text -> BigDecimal.ZERO;
          case Value.Flag flag -> BigDecimal.ZERO;
          case Value.Nothing nothing -> BigDecimal.ZERO;
          case Value.Items items -> BigDecimal.ZERO;
          case Value.Fields fields -> BigDecimal.ZERO;
        };
    if (rate.signum() < 0) {
      findings.fail(
          config,
          key,
          String.format(Locale.ROOT, "%s must be non-negative, got %f", shown, rate.doubleValue()));
    }
  }
}
