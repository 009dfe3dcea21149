package dev.treaty.agent.intention;

import dev.treaty.agent.http.ApiException;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the older API asks of an intention, before its entry is judged. */
final class LegacyRules {

  private static final int LONGEST_TEXT = 512;
  private static final int LONGEST_KEY = 128;
  private static final int MOST_PAIRS = 64;

  private final IntentionBody body;
  private final List<String> faults = new ArrayList<>();

  private LegacyRules(IntentionBody body) {
    this.body = body;
  }

  /**
   * Checks all of them.
   *
   * @throws ApiException 500 with all that is wrong
   */
  static void check(IntentionBody body) {
    LegacyRules rules = new LegacyRules(body);
    rules.names();
    rules.lengths();
    String action = body.text("Action");
    if (!action.equals("allow") && !action.equals("deny")) {
      rules.faults.add("Action must be set to 'allow' or 'deny'");
    }
    if (body.value("Permissions") instanceof Value.Items(List<Value> all) && !all.isEmpty()) {
      rules.faults.add("Permissions must not be set when using the legacy APIs");
    }
    String type = body.text("SourceType");
    if (!type.isEmpty() && !type.equals("consul")) {
      rules.faults.add("SourceType must be set to 'consul'");
    }
    rules.refuse();
  }

  private void names() {
    for (String end : List.of("Source", "Destination")) {
      if (body.text(end + "Name").isEmpty()) {
        faults.add(end + "Name must be set");
      }
    }
    for (String end : List.of("Source", "Destination")) {
      partial(end + "NS");
      partial(end + "Name");
      if (!body.text(end + "Name").equals("*") && body.text(end + "NS").equals("*")) {
        faults.add(end + "Name: exact value cannot follow wildcard namespace");
      }
    }
  }

  private void partial(String field) {
    String text = body.text(field);
    if (!text.equals("*") && text.contains("*")) {
      faults.add(field + ": wildcard character '*' cannot be used with partial values");
    }
  }

  private void lengths() {
    if (body.text("Description").length() > LONGEST_TEXT) {
      faults.add("Description exceeds maximum length " + LONGEST_TEXT);
    }
    if (body.value("Meta") instanceof Value.Fields(Map<String, Value> meta)) {
      if (meta.size() > MOST_PAIRS) {
        faults.add("Meta exceeds maximum element count " + MOST_PAIRS);
      }
      meta.forEach((key, value) -> {
        if (key.length() > LONGEST_KEY) {
          faults.add("Meta key \"" + key + "\" exceeds maximum length " + LONGEST_KEY);
        }
        if (value instanceof Value.Text(String text) && text.length() > LONGEST_TEXT) {
          faults.add("Meta value for key \"" + key + "\" exceeds maximum length " + LONGEST_TEXT);
        }
      });
    }
  }

  private void refuse() {
    if (!faults.isEmpty()) {
      String word = faults.size() == 1 ? " error" : " errors";
      throw ApiException.refused(
          faults.size() + word + " occurred:\n\t* " + String.join("\n\t* ", faults) + "\n\n");
    }
  }
}
