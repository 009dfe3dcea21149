package dev.treaty.diff;

import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.util.Optional;
import java.util.regex.Pattern;

/** Prints one field that differs: {@code ~ sources["web"].action allow -> deny}. */
public final class FieldText {

  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9*][A-Za-z0-9._/*:+@-]*");
  private static final int LONGEST = 160;

  private FieldText() {}

  public static String line(FieldChange field) {
    String path = Printable.of(field.path());
    Optional<String> before = field.before().map(value -> value(field.path(), value));
    Optional<String> after = field.after().map(value -> value(field.path(), value));
    return symbol(field) + " " + path + "  " + arrow(before, after);
  }

  static String symbol(FieldChange field) {
    if (field.before().isEmpty()) {
      return Action.CREATE.symbol();
    }
    return field.after().isEmpty() ? Action.DELETE.symbol() : Action.UPDATE.symbol();
  }

  private static String arrow(Optional<String> before, Optional<String> after) {
    if (before.isPresent() && after.isPresent()) {
      return before.get() + " -> " + after.get();
    }
    return before.or(() -> after).orElse("");
  }

  private static String value(String path, Value value) {
    Value shown = Secrecy.masked(path, value);
    if (shown instanceof Value.Text(String text)
        && (text.equals(Secrecy.MASK) || BARE.matcher(text).matches())) {
      return shortened(text);
    }
    return shortened(Printable.of(ValueJson.write(shown)));
  }

  private static String shortened(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = text.offsetByCodePoints(0, text.codePointCount(0, LONGEST - 1));
    return text.substring(0, end) + "… (" + text.length() + " characters)";
  }
}
