package dev.treaty.agent.config;

import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.http.ApiRequest;
import dev.treaty.agent.notation.GoText;
import java.util.Optional;

/** The parameter {@code ?cas}. */
final class Cas {

  private Cas() {}

  /**
   * The expected index; an empty parameter is as good as none.
   *
   * @throws ApiException 500 where it is no number, in Go's words
   */
  static Optional<Long> of(ApiRequest request) {
    String text = request.query().get("cas");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw ApiException.refused(
          "strconv.ParseUint: parsing " + GoText.quote(text) + ": invalid syntax");
    }
    try {
      return Optional.of(Long.parseUnsignedLong(text));
    } catch (NumberFormatException e) {
      throw ApiException.refused(
          "strconv.ParseUint: parsing " + GoText.quote(text) + ": value out of range");
    }
  }
}
