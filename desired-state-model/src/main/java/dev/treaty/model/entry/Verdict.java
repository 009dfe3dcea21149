package dev.treaty.model.entry;

import dev.treaty.model.diagnostic.Diagnostic;
import java.util.List;

/** What a server says of a document that claims to be a config entry. */
public sealed interface Verdict {

  /**
   * The server stores it.
   *
   * @param entry as stored: decoded and normalised
   * @param warnings what is legal yet dubious
   */
  record Accepted(Entry entry, List<Diagnostic> warnings) implements Verdict {}

  /**
   * The server refuses it.
   *
   * @param consulText Consul's own words for the first failure, as its HTTP body has them (for a
   *     {@link Stage#DECODE} failure without the prefix {@code Request decoding failed: })
   * @param diagnostics the same for people, at least one, all that were found
   */
  record Refused(Stage stage, String consulText, List<Diagnostic> diagnostics) implements Verdict {}

  /** Where on its way a document failed. */
  enum Stage {
    SYNTAX,
    DECODE,
    NORMALISE,
    VALIDATE;

    /** Whether a server cannot even read it (400), and does not only dislike it (500). */
    public boolean isDecoding() {
      return this == SYNTAX || this == DECODE;
    }
  }
}
