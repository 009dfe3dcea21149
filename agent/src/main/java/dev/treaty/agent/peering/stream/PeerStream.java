package dev.treaty.agent.peering.stream;

import static dev.treaty.agent.peering.stream.StreamLimits.DRAIN;
import static dev.treaty.agent.peering.stream.StreamLimits.DRAIN_AFTER_PEER;
import static dev.treaty.agent.peering.stream.StreamLimits.HEARTBEAT;
import static dev.treaty.agent.peering.stream.StreamLimits.SILENCE;

import dev.treaty.agent.wire.peerstream.ReplicationMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One side of a peer stream after the first message: what comes in, and the time, decide what goes
 * out.
 *
 * <p>Every method answers the effects its owner must carry out, in order; the machine itself reads
 * no clock, sends nothing and stores nothing. After an {@link Effect.Import} the owner reports back
 * through {@link #imported} before it calls anything else. Exports are pulled with {@link #pull}
 * while the connection has room. Confined to its owner.
 */
public final class PeerStream {
  private static final int NACK_SHOWN = 1_000;

  private enum Phase {
    STREAMING,
    /** The last word was said by one side; what still comes in is of no interest. */
    DRAINING,
    CLOSED
  }

  private final Role role;
  private final String remoteId;
  private final Dialect dialect;
  private final ExportedView view;
  private final StreamStatus status;
  private final Subscriptions subscriptions;
  private final ResponseReader responses;
  private final List<Effect> effects = new ArrayList<>();

  private Phase phase = Phase.STREAMING;
  private Optional<PendingImport> pending = Optional.empty();
  private StreamEnd ending = new StreamEnd.Abandoned();
  private Instant nextHeartbeat;
  private Instant lastSign;
  private Instant drainUntil = Instant.MAX;
  private long nonce;

  private record PendingImport(ReplicationMessage.Response response, ImportedResource resource) {}

  private PeerStream(Role role, String remoteId, Dialect dialect, StreamFacts before, Instant now) {
    this.role = role;
    this.remoteId = remoteId;
    this.dialect = dialect;
    // A Consul dialer takes less than a Consul acceptor.
    this.view =
        new ExportedView(
            dialect,
            role == Role.ACCEPTOR ? StreamLimits.DIALER_MESSAGE : StreamLimits.ACCEPTOR_MESSAGE);
    this.subscriptions = new Subscriptions(role, remoteId);
    this.responses = new ResponseReader(dialect, this::subscribesTo);
    this.status = new StreamStatus(before);
    this.nextHeartbeat = now.plus(HEARTBEAT);
    this.lastSign = now;
  }

  /** The acceptor's side of a stream that was admitted. */
  public static PeerStream acceptor(Dialect dialect, StreamFacts before, Instant now) {
    PeerStream stream = new PeerStream(Role.ACCEPTOR, "", dialect, before, now);
    stream.status.connected();
    return stream;
  }

  /**
   * The dialer's side of a stream whose first message was sent.
   *
   * @param remoteId the acceptor's id of the peering
   */
  public static PeerStream dialer(
      String remoteId, Dialect dialect, StreamFacts before, Instant now) {
    return new PeerStream(Role.DIALER, remoteId, dialect, before, now);
  }

  /** Subscribes to what the peer has. Called once, first. */
  public List<Effect> start() {
    for (ResourceType type : ResourceType.values()) {
      if (subscribesTo(type)) {
        send(Wire.subscription(type, remoteId));
      }
    }
    return take();
  }

  /** Takes notice of what the peer may see now. */
  public void offer(ExportSnapshot snapshot) {
    view.offer(snapshot);
  }

  /** The next resource the peer does not know; nothing when it knows all, or must not know more. */
  public List<Effect> pull(Instant now) {
    if (phase != Phase.STREAMING) {
      return List.of();
    }
    for (ExportedView.Outgoing outgoing : view.next()) {
      switch (outgoing) {
        case ExportedView.Outgoing.Upsert upsert -> {
          send(Wire.upsert(nextNonce(), upsert.type(), upsert.id(), upsert.resource()));
          status.sent(now);
        }
        case ExportedView.Outgoing.Removal removal -> {
          send(Wire.removal(nextNonce(), ResourceType.EXPORTED_SERVICE, removal.service()));
          status.sent(now);
        }
        case ExportedView.Outgoing.Withheld withheld ->
            effects.add(new Effect.Warn(withheld.reason()));
      }
    }
    status.exported(view.sentNames());
    return take();
  }

  /** Takes a message of the peer. */
  public List<Effect> receive(ReplicationMessage message, Instant now) {
    requireNoPendingImport();
    if (phase != Phase.STREAMING) {
      return List.of();
    }
    status.connected();
    switch (message.getPayloadCase()) {
      case REQUEST -> request(message.getRequest());
      case RESPONSE -> response(message.getResponse(), now);
      case HEARTBEAT -> {
        lastSign = now;
        status.heartbeat(now);
      }
      case TERMINATED -> terminatedByPeer(now);
      // A second Open and what we do not know yet mean nothing here, as with Consul.
      case OPEN, PAYLOAD_NOT_SET -> {}
    }
    return take();
  }

  /** Answers the resource whose import was asked for. */
  public List<Effect> imported(ImportVerdict verdict, Instant now) {
    PendingImport done =
        pending.orElseThrow(() -> new IllegalStateException("no import is under way"));
    pending = Optional.empty();
    switch (verdict) {
      case ImportVerdict.Applied applied -> {
        status.imported(done.resource(), dialect, now);
        send(Wire.accepted(done.response()));
      }
      case ImportVerdict.Refused refused ->
          refuse(done.response(), ResponseReader.notApplied(done.response(), refused.cause()), now);
      case ImportVerdict.Unstored unstored -> {
        if (unstored.leads()) {
          fail("UNAVAILABLE", "the store takes no writes");
        } else {
          return resign();
        }
      }
    }
    return take();
  }

  /** Lets the time pass. */
  public List<Effect> tick(Instant now) {
    if (phase == Phase.DRAINING && !now.isBefore(drainUntil)) {
      close(ending);
    } else if (phase == Phase.STREAMING && !now.isBefore(lastSign.plus(SILENCE))) {
      fail("UNKNOWN", "heartbeat timeout");
    } else if (phase == Phase.STREAMING && !now.isBefore(nextHeartbeat)) {
      send(Wire.heartbeat());
      nextHeartbeat = now.plus(HEARTBEAT);
    }
    return take();
  }

  /** When {@link #tick} has something to do next. */
  public Instant nextTick() {
    return switch (phase) {
      case STREAMING -> {
        Instant silent = lastSign.plus(SILENCE);
        yield silent.isBefore(nextHeartbeat) ? silent : nextHeartbeat;
      }
      case DRAINING -> drainUntil;
      case CLOSED -> Instant.MAX;
    };
  }

  /** Ends the peering from our side: the peer is told. */
  public List<Effect> terminate(Instant now) {
    if (phase == Phase.STREAMING) {
      send(Wire.terminated());
      drain(new StreamEnd.TerminatedByUs(), now.plus(DRAIN));
      if (role == Role.DIALER) {
        effects.add(new Effect.HalfClose());
      }
    }
    return take();
  }

  /** Ends the stream from our side without a word. */
  public List<Effect> abandon() {
    close(phase == Phase.DRAINING ? ending : new StreamEnd.Abandoned());
    return take();
  }

  /** Ends the stream because another server is to have it, in Consul's words. */
  public List<Effect> resign() {
    if (phase == Phase.DRAINING) {
      close(ending);
    } else {
      fail("FAILED_PRECONDITION", "node is not a leader anymore; cannot continue streaming");
    }
    return take();
  }

  /** Takes notice that the peer ended its half in order. */
  public List<Effect> inputEnded() {
    if (phase == Phase.DRAINING) {
      close(ending);
    } else {
      fail("UNKNOWN", "stream ended unexpectedly");
    }
    return take();
  }

  /**
   * Takes notice that the connection broke or the peer ended the stream with a status.
   *
   * @param code the name of the status
   */
  public List<Effect> inputFailed(String code, String message) {
    if (phase == Phase.DRAINING) {
      close(ending);
    } else if (status.isConnected()) {
      fail(code, "unexpected error receiving from the stream: " + GrpcText.of(code, message));
    } else {
      fail(code, GrpcText.of(code, message));
    }
    return take();
  }

  /** What is known about this stream. */
  public StreamFacts facts() {
    return status.facts();
  }

  public boolean isClosed() {
    return phase == Phase.CLOSED;
  }

  private boolean subscribesTo(ResourceType type) {
    return switch (type) {
      case EXPORTED_SERVICE, TRUST_BUNDLE -> true;
      case EXPORTED_SERVICE_LIST -> dialect.knowsServiceList();
      // An acceptor is never told addresses: they would make a dialer of it.
      case SERVER_ADDRESSES -> role == Role.DIALER && dialect.knowsServerAddresses();
    };
  }

  private void request(ReplicationMessage.Request request) {
    switch (subscriptions.take(request)) {
      case Subscriptions.Meaning.Subscribed subscribed -> view.subscribe(subscribed.type());
      case Subscriptions.Meaning.Acknowledged acknowledged -> {}
      case Subscriptions.Meaning.Refused refused -> {
        String text =
            "client peer was unable to apply resource: " + Shown.of(refused.message(), NACK_SHOWN);
        status.nacked(text);
        effects.add(new Effect.Warn(text));
      }
      case Subscriptions.Meaning.Fatal fatal -> fail("INVALID_ARGUMENT", fatal.message());
    }
  }

  private void response(ReplicationMessage.Response response, Instant now) {
    switch (responses.read(response)) {
      case ResponseReader.Reading.Take take -> {
        pending = Optional.of(new PendingImport(response, take.resource()));
        effects.add(new Effect.Import(take.resource()));
      }
      case ResponseReader.Reading.Refuse refuse -> refuse(response, refuse, now);
    }
  }

  private void refuse(
      ReplicationMessage.Response response, ResponseReader.Reading.Refuse refusal, Instant now) {
    status.receiveFailed(now);
    send(Wire.refused(response, refusal.code(), refusal.message()));
    effects.add(new Effect.Warn("refused: " + refusal.message()));
  }

  private void terminatedByPeer(Instant now) {
    effects.add(new Effect.RecordTermination());
    if (role == Role.DIALER) {
      drain(new StreamEnd.TerminatedByPeer(), now.plus(DRAIN_AFTER_PEER));
      effects.add(new Effect.HalfClose());
    } else {
      close(new StreamEnd.TerminatedByPeer());
    }
  }

  private void drain(StreamEnd end, Instant until) {
    phase = Phase.DRAINING;
    ending = end;
    drainUntil = until;
    status.ended(end);
  }

  private void fail(String code, String message) {
    close(new StreamEnd.Broken(code, message));
  }

  private void close(StreamEnd end) {
    if (phase != Phase.CLOSED) {
      phase = Phase.CLOSED;
      pending = Optional.empty();
      status.ended(end);
      effects.add(new Effect.Close(end));
    }
  }

  private void requireNoPendingImport() {
    if (pending.isPresent()) {
      throw new IllegalStateException("the last import was not answered");
    }
  }

  private String nextNonce() {
    nonce++;
    return String.format(Locale.ROOT, "%08x", nonce);
  }

  private void send(ReplicationMessage message) {
    effects.add(new Effect.Send(message));
  }

  private List<Effect> take() {
    List<Effect> taken = List.copyOf(effects);
    effects.clear();
    return taken;
  }
}
