package dev.treaty.diff;

import dev.treaty.model.peering.ClusterName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A change of one peering: one object, both its sides. */
public sealed interface PeerChange extends Change {

  /** The side that issues the token. */
  PeerSide acceptor();

  /** The side that redeems it. */
  PeerSide dialer();

  @Override
  default List<ClusterName> clusters() {
    return List.of(acceptor().cluster(), dialer().cluster());
  }

  /**
   * Peer the two clusters; where dead rows stand in the way, remove them first.
   *
   * <p>Order of work: delete every row of {@code remove}, wait until each of them is really gone on
   * both sides (a real Consul hands out dead tokens otherwise), then generate a token at the
   * acceptor and establish at the dialer. The names to use are the sides' peer names; the names in
   * {@code remove} may be others.
   *
   * @param remove rows to delete first, each with its row; empty for a create
   * @param meta for both rows
   */
  record Establish(
      String address,
      PeerSide acceptor,
      PeerSide dialer,
      List<PeerSide> remove,
      Map<String, String> meta,
      ChangeReason reason,
      Declared at,
      String note)
      implements PeerChange {
    public Establish {
      remove = List.copyOf(remove);
      meta = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(meta));
    }

    @Override
    public Action action() {
      return remove.isEmpty() ? Action.CREATE : Action.REPLACE;
    }

    @Override
    public Optional<Declared> declared() {
      return Optional.of(at);
    }
  }

  /**
   * Delete the rows of a peering that is no longer declared.
   *
   * @param remove the rows to delete, one or two, each with its row
   */
  record Delete(
      String address,
      PeerSide acceptor,
      PeerSide dialer,
      List<PeerSide> remove,
      ChangeReason reason,
      String note)
      implements PeerChange {
    public Delete {
      remove = List.copyOf(remove);
    }

    @Override
    public List<ClusterName> clusters() {
      return remove.stream().map(PeerSide::cluster).distinct().toList();
    }

    @Override
    public Action action() {
      return Action.DELETE;
    }

    @Override
    public Optional<Declared> declared() {
      return Optional.empty();
    }
  }

  /** Sound on both sides: nothing to write, though it may still have to become ACTIVE. */
  record Keep(String address, PeerSide acceptor, PeerSide dialer, Declared at, String note)
      implements PeerChange {
    @Override
    public Action action() {
      return Action.KEEP;
    }

    @Override
    public ChangeReason reason() {
      return ChangeReason.IN_SYNC;
    }

    @Override
    public Optional<Declared> declared() {
      return Optional.of(at);
    }
  }

  /** Left alone on purpose, and said so. */
  record Report(
      String address,
      PeerSide acceptor,
      PeerSide dialer,
      ChangeReason reason,
      Optional<Declared> declared,
      String note)
      implements PeerChange {
    @Override
    public Action action() {
      return Action.REPORT;
    }
  }
}
