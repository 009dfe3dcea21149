package dev.treaty.reconcile.apply;

import dev.treaty.diff.PeerChange;
import dev.treaty.diff.PeerSide;
import dev.treaty.model.live.LivePeering;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulClient;
import dev.treaty.reconcile.consul.PeeringToken;
import dev.treaty.reconcile.live.PeeringRows;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Peers two clusters, or parts them: the token goes from the acceptor to the dialer in memory only.
 *
 * <p>A real Consul loses races around a peering that was just deleted, and then hands out tokens
 * that are dead ({@code peering-protocol} §12). So every step waits until the one before is really
 * done on both sides, and a refused token leads to a new one. Killed between any two calls, the
 * next run finds a state that the planner knows and goes on from there.
 */
public final class PeeringFlow {
  /** What a newer Consul says of an older one's TLS; no token and no patience mends it. */
  private static final String NO_ALPN = "missing selected ALPN property";

  private static final String NO_ALPN_TEXT = ", whose release answers TLS without ALPN";
  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(3);

  private final Map<ClusterName, ConsulClient> clusters;
  private final InstantSource clock;
  private final StopSignal stop;
  private final Duration limit;

  /**
   * A flow.
   *
   * @param limit for one peering, from the first call to the last
   */
  public PeeringFlow(
      Map<ClusterName, ConsulClient> clusters,
      InstantSource clock,
      StopSignal stop,
      Duration limit) {
    this.clusters = Map.copyOf(clusters);
    this.clock = clock;
    this.stop = stop;
    this.limit = limit;
  }

  Attempt run(PeerChange change) {
    Instant deadline = clock.instant().plus(limit);
    return switch (change) {
      case PeerChange.Establish establish -> {
        Attempt cleared = absent(List.of(establish.acceptor(), establish.dialer()));
        if (cleared instanceof Attempt.Done) {
          cleared = clear(establish.remove(), deadline);
        }
        yield cleared instanceof Attempt.Done ? peer(establish, deadline) : cleared;
      }
      case PeerChange.Delete delete -> clear(delete.remove(), deadline);
      case PeerChange.Keep keep -> Attempt.DONE;
      case PeerChange.Report report -> Attempt.DONE;
    };
  }

  private ConsulClient client(ClusterName name) {
    ConsulClient client = clusters.get(name);
    if (client == null) {
      throw new IllegalStateException("no client for cluster " + name);
    }
    return client;
  }

  /**
   * Whether the sides that the plan saw empty are so. A list that leaves a row out makes a sound
   * peering look half open, and its other half would be deleted.
   */
  private Attempt absent(List<PeerSide> sides) {
    for (PeerSide side : sides) {
      if (side.row().isEmpty()) {
        ConsulAnswer<Value.Fields> found = client(side.cluster()).readPeering(side.peerName());
        if (found.isDone()) {
          return new Attempt.Conflict(
              "on " + side.cluster() + " the peering " + side.peerName() + " exists by now");
        }
        if (!found.isNotFound()) {
          return new Attempt.Failure(side.cluster() + ": " + found.describe());
        }
      }
    }
    return Attempt.DONE;
  }

  /** Deletes the rows and waits until each is gone; a row that is not the planned one stays. */
  private Attempt clear(List<PeerSide> rows, Instant deadline) {
    for (PeerSide side : rows) {
      Attempt attempt = delete(side);
      if (!(attempt instanceof Attempt.Done)) {
        return attempt;
      }
    }
    for (PeerSide side : rows) {
      Attempt attempt = awaitGone(side, deadline);
      if (!(attempt instanceof Attempt.Done)) {
        return attempt;
      }
    }
    return Attempt.DONE;
  }

  private Attempt delete(PeerSide side) {
    ConsulClient client = client(side.cluster());
    ConsulAnswer<Value.Fields> found = client.readPeering(side.peerName());
    if (found.isNotFound()) {
      return Attempt.DONE;
    }
    if (!(found instanceof ConsulAnswer.Done<Value.Fields>(var object, var index, var filtered))) {
      return new Attempt.Failure(side.cluster() + ": " + found.describe());
    }
    LivePeering row = PeeringRows.read(object);
    // A delete names no index, so this look is all that keeps a row made meanwhile from harm.
    if (side.row().isPresent() && !side.row().get().id().equals(row.id())) {
      return new Attempt.Conflict(
          "on " + side.cluster() + " another peering stands under the name " + side.peerName());
    }
    if (row.state().equals("DELETING")) {
      return Attempt.DONE;
    }
    ConsulAnswer<Boolean> answer = client.deletePeering(side.peerName());
    return answer.isDone() || answer.isNotFound()
        ? Attempt.DONE
        : new Attempt.Failure(side.cluster() + ": " + answer.describe());
  }

  private Attempt awaitGone(PeerSide side, Instant deadline) {
    ConsulClient client = client(side.cluster());
    Backoff pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
    while (true) {
      ConsulAnswer<Value.Fields> found = client.readPeering(side.peerName());
      if (found.isNotFound()) {
        return Attempt.DONE;
      }
      if (clock.instant().isAfter(deadline)) {
        return new Attempt.Failure(
            "on "
                + side.cluster()
                + " the peering "
                + side.peerName()
                + " did not go away in time");
      }
      if (stop.stopsWithin(pauses.next())) {
        return new Attempt.Failure("stopped while the old peering went away");
      }
    }
  }

  private Attempt peer(PeerChange.Establish change, Instant deadline) {
    Backoff pauses = new Backoff(Duration.ofMillis(100), LONGEST_RETRY);
    while (true) {
      Attempt attempt = once(change, deadline);
      boolean again = attempt instanceof Attempt.Failure(String why) && mayHelpToRepeat(why);
      if (!again || clock.instant().isAfter(deadline) || stop.stopsWithin(pauses.next())) {
        return attempt;
      }
    }
  }

  /**
   * A token that was used or superseded, an acceptor that has no certificate yet or cannot be
   * reached, a server without a leader: each of these a new token may get past. A refused name, a
   * missing right or a malformed token not.
   */
  private static boolean mayHelpToRepeat(String why) {
    if (why.contains(NO_ALPN_TEXT)) {
      return false;
    }
    return why.contains("a new peering token must be generated")
        || why.contains("Unexpected response code: 503")
        || why.contains("Unexpected response code: 429")
        || why.contains("No cluster leader")
        || why.contains("unrecognized name")
        || why.contains("DeadlineExceeded")
        || why.contains("context deadline exceeded")
        || why.contains("connection refused")
        || why.contains("the connection ended")
        || why.contains("no whole answer within");
  }

  private Attempt once(PeerChange.Establish change, Instant deadline) {
    PeerSide acceptor = change.acceptor();
    PeerSide dialer = change.dialer();
    Attempt ready = makeRoom(acceptor, deadline);
    if (!(ready instanceof Attempt.Done)) {
      return ready;
    }
    ConsulAnswer<PeeringToken> token =
        client(acceptor.cluster()).generateToken(acceptor.peerName(), change.meta(), List.of());
    if (!(token instanceof ConsulAnswer.Done<PeeringToken>(var secret, var index, var filtered))) {
      return new Attempt.Failure(acceptor.cluster() + ": " + token.describe());
    }
    ConsulAnswer<Boolean> established =
        client(dialer.cluster()).establish(dialer.peerName(), secret, change.meta());
    if (!established.isDone()) {
      return new Attempt.Failure(
          established.describe().contains(NO_ALPN)
              ? cannotDial(acceptor, dialer)
              : dialer.cluster() + ": " + established.describe());
    }
    return together(acceptor, dialer);
  }

  private static String cannotDial(PeerSide acceptor, PeerSide dialer) {
    return dialer.cluster()
        + " cannot dial "
        + acceptor.cluster()
        + NO_ALPN_TEXT
        + " (Consul before 1.22); let it dial instead: peering \""
        + dialer.cluster()
        + "\" \""
        + acceptor.cluster()
        + "\" {}";
  }

  /** A TERMINATED acceptor hands out tokens that nobody can redeem: its row goes first. */
  private Attempt makeRoom(PeerSide acceptor, Instant deadline) {
    ConsulAnswer<Value.Fields> found = client(acceptor.cluster()).readPeering(acceptor.peerName());
    if (!(found instanceof ConsulAnswer.Done<Value.Fields>(var object, var index, var filtered))) {
      return found.isNotFound()
          ? Attempt.DONE
          : new Attempt.Failure(acceptor.cluster() + ": " + found.describe());
    }
    LivePeering row = PeeringRows.read(object);
    return switch (row.state()) {
      case "TERMINATED", "DELETING" ->
          clear(
              List.of(new PeerSide(acceptor.cluster(), acceptor.peerName(), Optional.of(row))),
              deadline);
      default -> Attempt.DONE;
    };
  }

  private Attempt together(PeerSide acceptor, PeerSide dialer) {
    ConsulAnswer<Value.Fields> accepting =
        client(acceptor.cluster()).readPeering(acceptor.peerName());
    ConsulAnswer<Value.Fields> dialing = client(dialer.cluster()).readPeering(dialer.peerName());
    Optional<LivePeering> a = accepting.done().map(PeeringRows::read);
    Optional<LivePeering> d = dialing.done().map(PeeringRows::read);
    if (a.isEmpty() || d.isEmpty()) {
      return new Attempt.Failure(
          "established, but not found afterwards: "
              + (a.isEmpty() ? accepting.describe() : dialing.describe()));
    }
    return d.get().peerId().equals(a.get().id())
        ? Attempt.DONE
        : new Attempt.Conflict("someone else peered the same clusters at the same time");
  }
}
