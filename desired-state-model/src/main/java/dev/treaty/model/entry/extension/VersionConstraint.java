package dev.treaty.model.entry.extension;

import dev.treaty.model.value.GoFormat;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Constraints of releases such as {@code >= 1.15, < 2}, as Consul's library takes them. */
final class VersionConstraint {

  private static final Pattern CONSTRAINT =
      Pattern.compile(
          "[ \\t\\n\\f\\r]*(=|!=|>|<|>=|<=|~>|)[ \\t\\n\\f\\r]*v?([0-9]+(\\.[0-9]+)*?)"
              + "(-[0-9]+[0-9A-Za-z~-]*(\\.[0-9A-Za-z~-]+)*"
              + "|-?[A-Za-z~-]+[0-9A-Za-z~-]*(\\.[0-9A-Za-z~-]+)*)?"
              + "(\\+[0-9A-Za-z~-]+(\\.[0-9A-Za-z~-]+)*)?[ \\t\\n\\f\\r]*");

  private VersionConstraint() {}

  /** What the library has against the text, if anything. */
  static Optional<String> fault(String text) {
    for (String single : text.split(",", -1)) {
      Matcher constraint = CONSTRAINT.matcher(single);
      if (!constraint.matches()) {
        return Optional.of("Malformed constraint: " + single);
      }
      for (String segment : constraint.group(2).split("\\.", -1)) {
        if (new BigInteger(segment).bitLength() > 63) {
          return Optional.of(
              "Error parsing version: strconv.ParseInt: parsing "
                  + GoFormat.quote(segment)
                  + ": value out of range");
        }
      }
    }
    return Optional.empty();
  }
}
