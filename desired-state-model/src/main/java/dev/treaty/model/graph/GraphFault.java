package dev.treaty.model.graph;

import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.entry.EntryKey;
import java.util.List;

/**
 * A rule across entries that does not hold.
 *
 * @param code which rule
 * @param consulText Consul's own words, as the body of its refusal has them
 * @param concerned the entries that together break it, the one that most likely wants mending
 *     first; some of them may not exist
 */
public record GraphFault(DiagnosticCode code, String consulText, List<EntryKey> concerned) {

  static GraphFault of(DiagnosticCode code, String consulText, EntryKey... concerned) {
    return new GraphFault(code, consulText, List.of(concerned));
  }
}
