package dev.treaty.model.schema;

import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.List;

/** What the rules of a kind have against an entry, in the order in which Consul finds it. */
public final class Findings {

  /**
   * One finding.
   *
   * @param path where in the document
   * @param text Consul's words
   */
  public record Finding(String path, String text) {}

  private final List<Finding> errors = new ArrayList<>();
  private final List<Finding> warnings = new ArrayList<>();
  private boolean joined = false;
  private boolean early = false;

  /** Refuses the entry for a key of the map {@code at}, which came from the {@link Decoder}. */
  public void fail(Value.Fields at, String key, String consulText) {
    errors.add(new Finding(Decoder.pathOf(at, key), consulText));
  }

  /** Refuses the entry as {@link #fail} does, where Consul already does so when it normalises. */
  public void failEarly(Value.Fields at, String key, String consulText) {
    early |= errors.isEmpty();
    fail(at, key, consulText);
  }

  /** Whether the first error comes up before Consul validates. */
  public boolean isEarly() {
    return early;
  }

  /** Says that something is legal yet dubious. */
  public void warn(Value.Fields at, String key, String text) {
    warnings.add(new Finding(Decoder.pathOf(at, key), text));
  }

  /** From here on Consul collects its errors instead of stopping at the first. */
  public void join() {
    if (errors.isEmpty()) {
      joined = true;
    }
  }

  public boolean failed() {
    return !errors.isEmpty();
  }

  public List<Finding> errors() {
    return List.copyOf(errors);
  }

  public List<Finding> warnings() {
    return List.copyOf(warnings);
  }

  /** The body of Consul's answer. */
  public String consulText() {
    if (errors.isEmpty()) {
      return "";
    }
    return joined ? multi(errors.stream().map(Finding::text).toList()) : errors.getFirst().text();
  }

  /** Several errors as Consul's library prints them. */
  public static String multi(List<String> texts) {
    StringBuilder out = new StringBuilder();
    out.append(texts.size() == 1 ? "1 error occurred:" : texts.size() + " errors occurred:");
    out.append("\n\t* ").append(String.join("\n\t* ", texts)).append("\n\n");
    return out.toString();
  }
}
