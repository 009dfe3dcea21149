package dev.treaty.diff;

import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps secrets out of every form of a plan. Declared entries hold none, for the loader refuses
 * them; live ones of other people may.
 */
final class Secrecy {

  /** What stands in place of a secret, in Terraform's words. */
  static final String MASK = "(sensitive value)";

  private static final Set<String> KEYS =
      Set.of("privatekey", "private_key", "secretid", "token", "password", "clientsecret");

  private static final Pattern LAST_NAME = Pattern.compile("([A-Za-z0-9_-]+)[\"\\]]*$");

  private Secrecy() {}

  /** Whether the key or path ends in a name that promises a secret: {@code config["token"]}. */
  static boolean isSecret(String path) {
    Matcher last = LAST_NAME.matcher(path);
    return last.find() && KEYS.contains(last.group(1).toLowerCase(Locale.ROOT));
  }

  /** The value with every secret below it masked. */
  static Value masked(Value value) {
    return switch (value) {
      case Value.Fields(Map<String, Value> map) -> {
        Map<String, Value> copy = new LinkedHashMap<>();
        map.forEach((key, inner) -> copy.put(key, masked(key, inner)));
        yield new Value.Fields(copy);
      }
      case Value.Items(List<Value> values) -> {
        List<Value> copy = new ArrayList<>();
        values.forEach(inner -> copy.add(masked(inner)));
        yield new Value.Items(copy);
      }
      case Value.Text(String text) -> text.contains("PRIVATE KEY-----") ? Value.text(MASK) : value;
      case Value.Whole whole -> whole;
      case Value.Decimal decimal -> decimal;
      case Value.Flag flag -> flag;
      case Value.Nothing nothing -> nothing;
    };
  }

  /** The value under a key or path, masked whole where the key promises a secret. */
  static Value masked(String path, Value value) {
    boolean filled = value instanceof Value.Text(String text) && !text.isEmpty();
    return filled && isSecret(path) ? Value.text(MASK) : masked(value);
  }
}
