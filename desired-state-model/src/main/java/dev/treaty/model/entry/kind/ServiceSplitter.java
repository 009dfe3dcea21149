package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.EntryKind;
import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Gate;
import dev.treaty.model.schema.GoNumbers;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code service-splitter}: which shares of a service's requests go where. */
final class ServiceSplitter implements EntryKind {

  private static final Shape SPLIT =
      Shape.fields()
          .always("Weight", new Type.Real("float32"))
          .says("The share in percent, with two digits behind the point.")
          .optional("Service", Type.TEXT)
          .says("The service; the splitter's own if empty.")
          .optional("ServiceSubset", Type.TEXT)
          .says("A subset that the service's resolver defines.")
          .optional("Namespace", Type.TEXT)
          .optional("Partition", Type.TEXT)
          .pointer("RequestHeaders", HeaderShapes.MODIFIERS)
          .pointer("ResponseHeaders", HeaderShapes.MODIFIERS)
          .build();

  private static final Shape SHAPE =
      Shape.fields()
          .always("Kind", Type.TEXT)
          .always("Name", Type.TEXT)
          .says("The service whose requests are split.")
          .always(
              "Splits",
              new Type.Structs(
                  SPLIT,
                  List.of("Service", "ServiceSubset", "Namespace", "Partition"),
                  Type.Order.COUNTS))
          .says("The shares; their weights sum up to 100.")
          .optional("Meta", Type.TEXT_MAP)
          .tenancy()
          .add(CommonFields.HASH)
          .build();

  private static final int HUNDREDTHS = 10_000;

  @Override
  public String name() {
    return "service-splitter";
  }

  @Override
  public String purpose() {
    return "Which shares of the requests to a service go to which services and subsets.";
  }

  @Override
  public Shape shape() {
    return SHAPE;
  }

  @Override
  public Value.Fields normalise(Value.Fields entry, Gate server) {
    return Rewrite.each(
        TenancyFields.hideDefaults(entry.with("Kind", Value.text(name()))),
        "Splits",
        split -> split.get("Weight").isEmpty() ? split : split.with("Weight", rounded(split)));
  }

  /** Consul keeps hundredths, computed in the precision of a float. */
  private static Value rounded(Value.Fields split) {
    float weight = (float) hundredths(weight(split)) / 100.0f;
    BigDecimal digits = new BigDecimal(Float.toString(weight)).stripTrailingZeros();
    return digits.scale() <= 0
        ? new Value.Whole(digits.toBigIntegerExact())
        : new Value.Decimal(digits);
  }

  private static long hundredths(float weight) {
    double scaled = weight * 100.0f;
    double rounded = Math.signum(scaled) * Math.floor(Math.abs(scaled) + 0.5);
    return GoNumbers.whole(rounded, "int").number().longValue();
  }

  private static float weight(Value.Fields split) {
    return switch (split.get("Weight").orElse(Value.Nothing.NULL)) {
      case Value.Whole(var number) -> number.floatValue();
      case Value.Decimal(var number) -> number.floatValue();
      case Value.Text text -> 0;
      case Value.Flag flag -> 0;
      case Value.Nothing nothing -> 0;
      case Value.Items items -> 0;
      case Value.Fields fields -> 0;
    };
  }

  @Override
  public void check(Value.Fields entry, Gate server, Findings findings) {
    if (entry.text("Name").isEmpty()) {
      findings.fail(entry, "Name", "Name is required");
    }
    List<Value.Fields> splits = entry.maps("Splits");
    if (splits.isEmpty()) {
      findings.fail(entry, "Splits", "no splits configured");
    }
    if (findings.failed() || MetaRule.fails(entry, findings)) {
      return;
    }
    twice(entry, splits, findings);
    long sum = 0;
    for (Value.Fields split : splits) {
      float weight = weight(split);
      sum += hundredths(weight);
      if (weight < 0 || weight > 100) {
        findings.warn(split, "Weight", "a share in percent is between 0 and 100");
      }
    }
    if (sum != HUNDREDTHS) {
      findings.fail(
          entry,
          "Splits",
          "the sum of all split weights must be 100, not " + GoFormat.fixed((float) sum / 100.0f));
    }
  }

  /** Splits with header changes are never equal to Consul, because it compares addresses. */
  private static void twice(Value.Fields entry, List<Value.Fields> splits, Findings findings) {
    Set<List<String>> seen = new HashSet<>();
    for (Value.Fields split : splits) {
      String service = split.text("Service").isEmpty() ? entry.text("Name") : split.text("Service");
      List<String> place =
          List.of(
              service,
              split.text("ServiceSubset"),
              split.text("Namespace"),
              split.text("Partition"));
      String text =
          "split destination occurs more than once: service="
              + GoFormat.quote(service)
              + ", subset="
              + GoFormat.quote(place.get(1))
              + ", namespace="
              + GoFormat.quote(place.get(2))
              + ", partition="
              + GoFormat.quote(place.get(3));
      if (HeaderShapes.isGiven(split)) {
        if (seen.contains(place)) {
          findings.warn(split, "", text);
        }
      } else if (!seen.add(place)) {
        findings.fail(split, "", text);
      }
    }
  }
}
