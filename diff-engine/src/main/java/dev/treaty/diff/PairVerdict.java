package dev.treaty.diff;

import dev.treaty.model.live.LivePeering;
import java.util.Optional;

/** What has to be done about a declared peering, decided from both sides at once. */
sealed interface PairVerdict {

  /** Which side issues the token: the one whose label stands first, or the other. */
  enum Acceptor {
    FIRST,
    SECOND
  }

  /** Whether the rows that are there must go before the clusters are peered. */
  enum Rows {
    STAY,
    GO
  }

  /** The two rows are one peering. It may still be on its way to ACTIVE. */
  record Sound(Acceptor acceptor, String note) implements PairVerdict {}

  /** Peer the clusters; rows in the way go first. */
  record Peer(ChangeReason reason, Acceptor acceptor, Rows rows) implements PairVerdict {}

  /** A row that is not ours stands there: nothing is touched on either side. */
  record Conflict(ChangeReason reason, String note) implements PairVerdict {}

  /**
   * Judges the two sides.
   *
   * <p>A pair is sound only if exactly one side dials, the dialer knows the acceptor's row by its
   * id, and neither is dead. Dead rows are never mended: Consul regenerates a token for a
   * TERMINATED acceptor that no dialer can redeem, and a dialer whose acceptor's row was made anew
   * fails for ever ({@code peering-protocol} §12). So both go, and the clusters are peered again.
   */
  static PairVerdict judge(SideState first, SideState second) {
    for (SideState side : new SideState[] {first, second}) {
      if (side instanceof SideState.NotOurs(LivePeering row, Ownership ownership)) {
        return new Conflict(ownership.reason(), ownership.detail());
      }
    }
    if (first instanceof SideState.OursRenamed || second instanceof SideState.OursRenamed) {
      return again(ChangeReason.RENAMED, first, second);
    }
    if (first instanceof SideState.Ours(LivePeering a)) {
      return second instanceof SideState.Ours(LivePeering b)
          ? both(a, b, first, second)
          : alone(a, first, second);
    }
    return second instanceof SideState.Ours(LivePeering b)
        ? alone(b, first, second)
        : new Peer(ChangeReason.DECLARED, Acceptor.FIRST, Rows.STAY);
  }

  /** Peers again from nothing, each side in the role it has live. */
  static Peer again(ChangeReason reason, SideState first, SideState second) {
    return new Peer(reason, roles(first.standing(), second.standing()), Rows.GO);
  }

  /** Live roles stay; where they say nothing or contradict, the first label accepts. */
  static Acceptor roles(Optional<LivePeering> first, Optional<LivePeering> second) {
    boolean firstDials = first.map(LivePeering::isDialer).orElse(false);
    boolean secondAccepts = second.map(row -> !row.isDialer()).orElse(false);
    boolean firstAccepts = first.map(row -> !row.isDialer()).orElse(false);
    boolean secondDials = second.map(LivePeering::isDialer).orElse(false);
    boolean turned = firstDials || secondAccepts;
    return turned && !firstAccepts && !secondDials ? Acceptor.SECOND : Acceptor.FIRST;
  }

  private static PairVerdict alone(LivePeering row, SideState first, SideState second) {
    return switch (row.state()) {
      // A token was made and never used. Making another kills it, and needs no clean-up.
      case "PENDING" ->
          row.isDialer()
              ? new Peer(ChangeReason.NEVER_ESTABLISHED, Acceptor.FIRST, Rows.GO)
              : new Peer(
                  ChangeReason.NEVER_ESTABLISHED,
                  roles(first.standing(), second.standing()),
                  Rows.STAY);
      case "TERMINATED" -> again(ChangeReason.TERMINATED, first, second);
      case "DELETING" -> again(ChangeReason.DELETING, first, second);
      default -> again(ChangeReason.HALF_OPEN, first, second);
    };
  }

  private static PairVerdict both(LivePeering a, LivePeering b, SideState first, SideState second) {
    if (a.state().equals("DELETING") || b.state().equals("DELETING")) {
      return again(ChangeReason.DELETING, first, second);
    }
    if (a.state().equals("TERMINATED") || b.state().equals("TERMINATED")) {
      return again(ChangeReason.TERMINATED, first, second);
    }
    if (a.isDialer() == b.isDialer()) {
      return again(ChangeReason.MISPAIRED, first, second);
    }
    LivePeering dialer = a.isDialer() ? a : b;
    LivePeering acceptor = a.isDialer() ? b : a;
    if (!dialer.peerId().equals(acceptor.id())) {
      return again(ChangeReason.MISPAIRED, first, second);
    }
    if (dialer.state().equals("PENDING")) {
      // Nothing lives yet, so the labels say who accepts: the dialer may be unable to dial.
      return new Peer(ChangeReason.NEVER_ESTABLISHED, Acceptor.FIRST, Rows.GO);
    }
    return new Sound(a.isDialer() ? Acceptor.SECOND : Acceptor.FIRST, waiting(a, b));
  }

  private static String waiting(LivePeering a, LivePeering b) {
    return a.isActive() && b.isActive()
        ? ""
        : "not connected yet: " + a.state() + " and " + b.state();
  }
}
