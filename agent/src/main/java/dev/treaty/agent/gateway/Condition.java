package dev.treaty.agent.gateway;

import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.value.Value;
import java.util.Comparator;

/**
 * One thing that was found out about a gateway or route.
 *
 * @param status {@code True} or {@code False}
 * @param since when it became so, in Go's RFC 3339
 */
record Condition(
    String type, String status, String reason, String message, Reference resource, String since) {

  static final Comparator<Condition> ORDER =
      Comparator.comparing(Condition::type).thenComparing(Condition::resource, Reference.ORDER);

  static Condition of(Value.Fields said, Tenancy around) {
    return new Condition(
        said.text("Type"),
        said.text("Status"),
        said.text("Reason"),
        said.text("Message"),
        Reference.of(said.fields("Resource"), around),
        said.text("LastTransitionTime"));
  }

  /** Whether both answer the same question. */
  boolean isAbout(Condition other) {
    return type.equals(other.type) && resource.equals(other.resource);
  }

  /** Whether both say the same, whenever. */
  boolean says(Condition other) {
    return isAbout(other)
        && status.equals(other.status)
        && reason.equals(other.reason)
        && message.equals(other.message);
  }

  Value.Fields toValue() {
    return Value.Fields.EMPTY
        .with("Type", Value.text(type))
        .with("Status", Value.text(status))
        .with("Reason", Value.text(reason))
        .with("Message", Value.text(message))
        .with("Resource", resource.toValue())
        .with("LastTransitionTime", Value.text(since));
  }
}
