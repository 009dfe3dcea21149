package dev.treaty.model.entry;

import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.schema.Channel;
import dev.treaty.model.syntax.Form;
import dev.treaty.model.syntax.Node;
import dev.treaty.model.syntax.Node.MapNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The entries in an agent's configuration, under {@code config_entries { bootstrap }}. */
final class BootstrapEntries {

  private static final String PLACE = "config_entries.bootstrap[";

  private BootstrapEntries() {}

  /** Whether the document is an agent's configuration with entries. */
  static boolean isConfiguration(MapNode document) {
    return document.get("Kind").or(() -> document.get("kind")).isEmpty()
        && document.get("config_entries").isPresent();
  }

  /** The verdicts on the entries; the rest of the configuration is left alone. */
  static List<DocumentVerdict> read(MapNode document, Form form, ServerProfile server) {
    List<DocumentVerdict> verdicts = new ArrayList<>();
    for (Node outer : elements(document.get("config_entries"))) {
      if (outer instanceof MapNode block) {
        for (Node entry : elements(block.get("bootstrap"))) {
          String place = PLACE + verdicts.size() + "]";
          verdicts.add(
              new DocumentVerdict(EntryPlace.of(entry), judge(entry, place, form, server)));
        }
      }
    }
    return verdicts;
  }

  private static Verdict judge(Node node, String place, Form form, ServerProfile server) {
    if (node instanceof MapNode entry) {
      return EntryJudge.judge(entry, form, server, Channel.REQUEST);
    }
    String text = place + ": expected a map, found " + node.noun();
    return new Verdict.Refused(
        Verdict.Stage.DECODE,
        text,
        List.of(DiagnosticCode.WRONG_TYPE.at(node.range(), place, text)));
  }

  private static List<Node> elements(Optional<Node> node) {
    return node.map(found -> found instanceof Node.ListNode list ? list.items() : List.of(found))
        .orElse(List.of());
  }
}
