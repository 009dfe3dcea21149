package dev.treaty.diff;

import dev.treaty.model.peering.ClusterName;
import java.util.List;
import java.util.Optional;

/** What a plan says of one object: a write, that it stays, or a report. */
public sealed interface Change permits EntryChange, PeerChange {

  /** {@code <cluster>/<kind>/<name>} or {@code peering/<a>/<b>}. */
  String address();

  /** The clusters that are written to, one for an entry, two for a peering. */
  List<ClusterName> clusters();

  Action action();

  ChangeReason reason();

  /** Where it is declared; empty for what is no longer, or never was. */
  Optional<Declared> declared();

  /** One sentence more for people; may be empty. */
  String note();
}
