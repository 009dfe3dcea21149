package dev.treaty.agent.peering;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;
import java.util.List;
import java.util.Optional;

/** Stores where a peer's servers are dialed from now on. Answers why not, or nothing. */
record ReplaceServerAddresses(String peeringId, List<String> addresses) implements Command<String> {

  ReplaceServerAddresses {
    addresses = List.copyOf(addresses);
  }

  @Override
  public String apply(StateWriter writer) {
    Optional<PeeringRow> row = PeeringRows.liveById(writer, peeringId);
    if (row.isEmpty()) {
      return "peering does not exist or has been marked for deletion";
    }
    // Having addresses is what makes a dialer: none, or any for an acceptor, would turn the roles.
    if (row.get().isDialer() == addresses.isEmpty()) {
      return "Cannot switch peering dialing mode from %s to %s"
          .formatted(row.get().isDialer(), !addresses.isEmpty());
    }
    writer.putIfChanged(
        PeeringRow.TABLE, row.get().key(), row.get().withPeerServerAddresses(addresses));
    return "";
  }
}
