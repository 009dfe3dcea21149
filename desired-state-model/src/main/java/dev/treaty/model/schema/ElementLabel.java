package dev.treaty.model.schema;

import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/** What a list element with identity is called in paths. */
final class ElementLabel {

  private ElementLabel() {}

  /**
   * {@code "web" peer="us1"} where elements have names, {@code 8443} where they have a number,
   * {@code "peer:east"} otherwise.
   */
  static String of(List<String> identity, Value.Fields element) {
    if (element.get(identity.getFirst()).orElse(Value.Nothing.NULL)
        instanceof Value.Whole(BigInteger number)) {
      return number.toString();
    }
    StringBuilder out = new StringBuilder();
    boolean named = identity.getFirst().equals("Name");
    if (named) {
      out.append(GoFormat.quote(element.text("Name")));
    }
    for (String field : named ? identity.subList(1, identity.size()) : identity) {
      String text = element.text(field);
      if (text.isEmpty()) {
        continue;
      }
      String label = field.toLowerCase(Locale.ROOT);
      if (named) {
        out.append(' ').append(label).append('=').append(GoFormat.quote(text));
      } else {
        out.append(out.isEmpty() ? "" : " ").append(GoFormat.quote(label + ":" + text));
      }
    }
    return out.isEmpty() ? "\"\"" : out.toString();
  }
}
