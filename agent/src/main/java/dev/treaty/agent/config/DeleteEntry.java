package dev.treaty.agent.config;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;
import dev.treaty.agent.store.Stored;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.graph.CommunityView;
import dev.treaty.model.graph.EntryLookup;
import dev.treaty.model.graph.GraphFault;
import dev.treaty.model.graph.GraphRules;
import java.util.Optional;

/**
 * Deletes an entry.
 *
 * @param expected the ModifyIndex it must have; absent: whatever stands there goes
 * @param community whether partitions and namespaces that entries name mean nothing
 */
public record DeleteEntry(EntryKey key, Optional<Long> expected, boolean community)
    implements Command<DeleteEntry.Outcome> {

  /** What became of it. */
  public sealed interface Outcome {
    /** It is not there now, and may never have been. */
    record Gone() implements Outcome {}

    /** Another index than the expected one stands there. */
    record Conflict() implements Outcome {}

    /** Other entries need it. */
    record Refused(String consulText) implements Outcome {}
  }

  @Override
  public Outcome apply(StateWriter writer) {
    String place = ConfigEntries.key(key);
    Optional<Stored<ConfigRow>> before = writer.get(ConfigEntries.TABLE, place);
    if (before.isEmpty()) {
      return new Outcome.Gone();
    }
    if (expected.isPresent() && expected.get() != before.get().modifyIndex()) {
      return new Outcome.Conflict();
    }
    EntryLookup entries = new StoredEntries(writer);
    Optional<GraphFault> fault =
        GraphRules.onDelete(community ? new CommunityView(entries) : entries, key);
    if (fault.isPresent()) {
      return new Outcome.Refused(fault.get().consulText());
    }
    writer.delete(ConfigEntries.TABLE, place);
    VirtualEntries.deleted(writer, before.get().row().entry());
    return new Outcome.Gone();
  }
}
