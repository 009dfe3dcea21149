package dev.treaty.model.syntax;

import dev.treaty.model.diagnostic.SourceRange;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** What an unquoted YAML scalar is by the core schema of YAML 1.2. */
final class YamlScalar {

  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,400}");
  private static final Pattern OCTAL = Pattern.compile("0o[0-7]{1,400}");
  private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]{1,400}");
  private static final Pattern DECIMAL =
      Pattern.compile(
          "[-+]?(\\.[0-9]{1,400}|[0-9]{1,400}(\\.[0-9]{0,400})?)([eE][-+]?[0-9]{1,3})?");
  private static final Pattern TRAP =
      Pattern.compile("(?i)y|n|yes|no|on|off|[-+]?0[0-9]+|[-+]?[0-9]+(_[0-9]+)+");

  private YamlScalar() {}

  static Node plain(String text, SourceRange range) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> new Node.NullNode(range);
      case "true", "True", "TRUE" -> new Node.FlagNode(true, range);
      case "false", "False", "FALSE" -> new Node.FlagNode(false, range);
      default -> number(text, range);
    };
  }

  /** Whether other YAML readers take the text for something else than this one does. */
  static boolean isTrap(String text) {
    return text.length() <= 40 && TRAP.matcher(text).matches();
  }

  private static Node number(String text, SourceRange range) {
    if (WHOLE.matcher(text).matches()) {
      return new Node.NumberNode(new BigInteger(text).toString(), range);
    }
    if (OCTAL.matcher(text).matches()) {
      return new Node.NumberNode(new BigInteger(text.substring(2), 8).toString(), range);
    }
    if (HEX.matcher(text).matches()) {
      return new Node.NumberNode(new BigInteger(text.substring(2), 16).toString(), range);
    }
    if (DECIMAL.matcher(text).matches()) {
      String padded = text.replaceFirst("\\.(?=[eE]|$)", ".0");
      String number = new BigDecimal(padded).toString();
      boolean whole = number.matches("[-+]?[0-9]+");
      return new Node.NumberNode(whole ? number + ".0" : number, range);
    }
    return new Node.TextNode(text, range);
  }
}
