package dev.treaty.reconcile.report;

import dev.treaty.model.value.Value;

/**
 * Something worth a line.
 *
 * @param type as machines know it, for example {@code apply_complete}
 * @param text the same for people; may have several lines
 * @param details what machines get beside the text
 */
public record Event(String type, String text, Value.Fields details) {

  public static Event of(String type, String text) {
    return new Event(type, text, Value.Fields.EMPTY);
  }

  public Event with(String key, String value) {
    return new Event(type, text, details.with(key, Value.text(value)));
  }

  public Event with(String key, long value) {
    return new Event(type, text, details.with(key, Value.Whole.of(value)));
  }

  public Event with(String key, Value value) {
    return new Event(type, text, details.with(key, value));
  }
}
