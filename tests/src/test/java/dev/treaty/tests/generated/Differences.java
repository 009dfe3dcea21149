package dev.treaty.tests.generated;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryComparison;
import dev.treaty.model.entry.StoredEntry;
import dev.treaty.model.entry.Verdict;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a server answers other than we say. */
final class Differences {

  /** Rules about other entries, which one entry alone cannot tell. */
  private static final Pattern GRAPH =
      Pattern.compile(
          "discovery chain|does not have a subset|circular|has protocol|JWT Provider|already exists"
              + "|AllowEnablingPermissive|external SNI|exported service|is not a valid subset of"
              + " service|sameness group missing|single sameness group");

  /** Where we are stricter, see docs/reference/config-entries.md. */
  private static final Set<String> STRICTER = Set.of("TR0106", "TR0206");

  private static final String VALUES = "supported values: ";

  private Differences() {}

  /** Whether the server refuses an entry for others that it has. */
  static boolean ofGraph(Served.Answer put) {
    return put.status() == 500 && GRAPH.matcher(put.body()).find();
  }

  /** Whether we refuse an entry on purpose that servers may take. */
  static boolean isStricter(Verdict.Refused ours) {
    return ours.diagnostics().stream()
        .anyMatch(fault ->
            STRICTER.contains(fault.code())
                || fault.message().contains("it has a character that cannot be printed")
                || fault.message().contains("it cannot stand in a path"));
  }

  /** What is wrong with what is read back of an entry that both accept. */
  static Optional<String> ofStored(Entry ours, Served.Answer got) {
    if (got.status() != 200) {
      return Optional.of("cannot be read: " + got.status() + " " + got.body());
    }
    String read = got.body();
    Value.Fields body = (Value.Fields) ValueJson.parse(read.getBytes(StandardCharsets.UTF_8));
    Entry answered = StoredEntry.of(body);
    if (!EntryComparison.compare(ours, answered).isEmpty()) {
      return Optional.of("differs: " + EntryComparison.compare(ours, answered));
    }
    String own = stable(ours.body());
    String theirs = stable(body.without("Hash").without("CreateIndex").without("ModifyIndex"));
    return own.equals(theirs)
        ? Optional.empty()
        : Optional.of("stored as\n   " + own + "\n   server:\n   " + theirs);
  }

  /** What is wrong with how a server refuses what we refuse. */
  static Optional<String> ofRefused(Verdict.Refused ours, Served.Answer put) {
    int status = ours.stage().isDecoding() ? 400 : 500;
    String text = (status == 400 ? "Request decoding failed: " : "") + ours.consulText();
    if (ours.consulText().startsWith("Permission denied: ")) {
      status = 403;
    }
    boolean sameWords =
        sorted(put.body()).equals(sorted(text)) || (status == 500 && isOneOf(ours, put.body()));
    return put.status() == status && sameWords
        ? Optional.empty()
        : Optional.of(
            "refused "
                + status
                + " "
                + text
                + "\n   server: "
                + put.status()
                + " "
                + put.body()
                + ours.diagnostics().stream().map(Diagnostic::code).toList());
  }

  /** Consul goes through maps in any order and stops at the first fault, wherever that is. */
  private static boolean isOneOf(Verdict.Refused ours, String body) {
    return ours.diagnostics().stream()
        .filter(fault -> fault.keyPath().contains("["))
        .anyMatch(fault -> fault.message().strip().equals(body.strip()));
  }

  /** Controllers write the status soon after the entry. */
  private static String stable(Value.Fields body) {
    return ValueJson.write(body.without("Status"));
  }

  private static String sortedValues(String line) {
    int start = line.indexOf(VALUES);
    if (start < 0) {
      return line;
    }
    int end = start + VALUES.length();
    List<String> values = new ArrayList<>(List.of(line.substring(end).split(", ", -1)));
    Collections.sort(values);
    return line.substring(0, end) + values;
  }

  /** Consul prints several faults in any order, and calls any of two spellings the unknown one. */
  private static List<String> sorted(String text) {
    return text.strip()
        .toLowerCase(Locale.ROOT)
        .lines()
        .map(Differences::sortedValues)
        .sorted()
        .toList();
  }
}
