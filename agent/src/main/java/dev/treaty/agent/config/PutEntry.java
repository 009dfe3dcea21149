package dev.treaty.agent.config;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;
import dev.treaty.agent.store.Stored;
import dev.treaty.model.graph.CommunityView;
import dev.treaty.model.graph.EntryLookup;
import dev.treaty.model.graph.GraphFault;
import dev.treaty.model.graph.GraphRules;
import java.util.Optional;

/**
 * Stores an entry.
 *
 * @param expected the ModifyIndex it must have, 0 for "must not exist"; absent: whatever stands
 *     there is replaced
 * @param community whether partitions and namespaces that it names mean nothing
 */
public record PutEntry(ConfigRow row, Optional<Long> expected, boolean community)
    implements Command<PutEntry.Outcome> {

  /** What became of it. */
  public sealed interface Outcome {
    /** The content is this now; where it was before, nothing was written, whatever the index. */
    record Stands() implements Outcome {}

    /** Another index than the expected one stands there. */
    record Conflict() implements Outcome {}

    /** It does not fit to the other entries. */
    record Refused(String consulText) implements Outcome {}
  }

  @Override
  public Outcome apply(StateWriter writer) {
    String key = ConfigEntries.key(row.entry().key());
    Optional<Stored<ConfigRow>> before = writer.get(ConfigEntries.TABLE, key);
    if (before.isPresent() && before.get().row().equals(row)) {
      return new Outcome.Stands();
    }
    long index = before.map(Stored::modifyIndex).orElse(0L);
    if (expected.isPresent() && expected.get() != index) {
      return new Outcome.Conflict();
    }
    Optional<GraphFault> fault = fault(new StoredEntries(writer));
    if (fault.isPresent()) {
      return new Outcome.Refused(fault.get().consulText());
    }
    ConfigRow written = before.map(stored -> row.over(stored.row())).orElse(row);
    writer.put(ConfigEntries.TABLE, key, written);
    VirtualEntries.written(writer, before.map(stored -> stored.row().entry()), row.entry());
    return new Outcome.Stands();
  }

  private Optional<GraphFault> fault(EntryLookup entries) {
    return community
        ? GraphRules.onWrite(new CommunityView(entries), CommunityView.of(row.entry()))
        : GraphRules.onWrite(entries, row.entry());
  }
}
