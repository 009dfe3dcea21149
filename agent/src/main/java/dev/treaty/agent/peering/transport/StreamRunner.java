package dev.treaty.agent.peering.transport;

import dev.treaty.agent.peering.stream.Effect;
import dev.treaty.agent.peering.stream.ImportVerdict;
import dev.treaty.agent.peering.stream.ImportedResource;
import dev.treaty.agent.peering.stream.PeerStream;
import dev.treaty.agent.peering.stream.PeeringRef;
import dev.treaty.agent.peering.stream.Registration;
import dev.treaty.agent.peering.stream.StreamBackend;
import dev.treaty.agent.peering.stream.StreamEnd;
import dev.treaty.agent.peering.stream.StreamFacts;
import dev.treaty.agent.peering.stream.StreamLimits;
import dev.treaty.agent.wire.peerstream.ReplicationMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one {@link PeerStream}: feeds it messages and time, and carries out its effects.
 *
 * <p>All of it happens in one serial executor, so that the machine needs no lock and the store may
 * block; the threads of the transport and the timer only hand things over.
 */
final class StreamRunner implements PeerSession {
  private static final Logger LOG = LoggerFactory.getLogger(StreamRunner.class);

  private final PeeringRef peering;
  private final Connection connection;
  private final LiveStreams streams;
  private final StreamBackend backend;
  private final InstantSource clock;
  private final ScheduledExecutorService timer;
  private final SerialExecutor serial;
  private final PeerStream machine;
  private final CompletableFuture<StreamEnd> ended = new CompletableFuture<>();
  private final AtomicBoolean exportsStale = new AtomicBoolean();

  private Registration exportsWatch = () -> {};
  private volatile StreamFacts facts;
  private volatile Instant lastSign;
  // Written in the serial executor only.
  private Optional<ScheduledFuture<?>> alarm = Optional.empty();
  private int unread;

  StreamRunner(
      PeeringRef peering,
      PeerStream machine,
      Connection connection,
      LiveStreams streams,
      SerialExecutor serial) {
    this.peering = peering;
    this.machine = machine;
    this.connection = connection;
    this.streams = streams;
    this.backend = streams.backend();
    this.clock = streams.clock();
    this.timer = streams.timer();
    this.serial = serial;
    this.facts = machine.facts();
    this.lastSign = clock.instant();
  }

  /**
   * Opens the call, subscribes, and begins to export.
   *
   * @param opening runs before all else, in the stream's executor
   */
  void start(Runnable opening) {
    step(() -> {
      if (machine.isClosed()) {
        return;
      }
      opening.run();
      perform(machine.start());
      setAlarm();
      connection.requestNext();
      exportsWatch = backend.onExportsChanged(peering, this::exportsChanged);
      exportsChanged();
    });
  }

  void received(ReplicationMessage message) {
    step(() -> {
      lastSign = clock.instant();
      Instant due = machine.nextTick();
      perform(machine.receive(message, lastSign));
      // The last word of the peer shortens the wait.
      if (machine.nextTick().isBefore(due)) {
        setAlarm();
      }
      pump();
      if (unread > StreamLimits.UNREAD) {
        perform(machine.inputFailed("RESOURCE_EXHAUSTED", "the peer does not read our answers"));
      }
      if (!machine.isClosed()) {
        connection.requestNext();
      }
    });
  }

  void inputEnded() {
    step(() -> perform(machine.inputEnded()));
  }

  void inputFailed(String code, String message) {
    step(() -> perform(machine.inputFailed(code, message)));
  }

  void ready() {
    step(this::pump);
  }

  // A fault of ours ends this stream, which begins anew, and nothing else.
  private void step(Runnable step) {
    serial.execute(() -> {
      try {
        step.run();
      } catch (RuntimeException e) {
        LOG.error("peering {}: the stream fails by our fault", peering.name(), e);
        perform(machine.abandon());
      }
    });
  }

  /** When the peer was last heard of. */
  Instant lastSign() {
    return lastSign;
  }

  @Override
  public PeeringRef peering() {
    return peering;
  }

  @Override
  public StreamFacts facts() {
    return facts;
  }

  @Override
  public CompletableFuture<StreamEnd> ended() {
    return ended.copy();
  }

  @Override
  public CompletableFuture<StreamEnd> terminate() {
    step(() -> {
      perform(machine.terminate(clock.instant()));
      setAlarm();
    });
    return ended();
  }

  @Override
  public CompletableFuture<StreamEnd> abandon() {
    step(() -> perform(machine.abandon()));
    return ended();
  }

  @Override
  public CompletableFuture<StreamEnd> resign() {
    step(() -> perform(machine.resign()));
    return ended();
  }

  private void exportsChanged() {
    // One look at the store serves all changes that came before it.
    if (exportsStale.compareAndSet(false, true)) {
      step(this::offerExports);
    }
  }

  private void offerExports() {
    exportsStale.set(false);
    if (machine.isClosed()) {
      return;
    }
    try {
      machine.offer(backend.exports(peering));
    } catch (RuntimeException e) {
      LOG.error("peering {}: the exports could not be read", peering.name(), e);
      return;
    }
    pump();
  }

  private void pump() {
    boolean more = true;
    while (more && !machine.isClosed() && connection.isReady()) {
      List<Effect> effects;
      try {
        effects = machine.pull(clock.instant());
      } catch (RuntimeException e) {
        LOG.error("peering {}: an exported service could not be read", peering.name(), e);
        continue;
      }
      more = !effects.isEmpty();
      perform(effects);
    }
  }

  private void setAlarm() {
    alarm.ifPresent(a -> a.cancel(false));
    if (!machine.isClosed()) {
      Duration wait = Duration.between(clock.instant(), machine.nextTick());
      alarm =
          Optional.of(
              timer.schedule(
                  () -> step(this::tick), Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS));
    }
  }

  private void tick() {
    perform(machine.tick(clock.instant()));
    setAlarm();
  }

  private void perform(List<Effect> effects) {
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.Send send -> send(send.message());
        case Effect.Import imports -> {
          ImportVerdict verdict = store(imports.resource());
          perform(machine.imported(verdict, clock.instant()));
        }
        case Effect.RecordTermination record -> recordTermination();
        case Effect.HalfClose half -> connection.halfClose();
        case Effect.Warn warn -> LOG.warn("peering {}: {}", peering.name(), warn.text());
        case Effect.Close close -> close(close.end());
      }
    }
    facts = machine.facts();
  }

  private void send(ReplicationMessage message) {
    connection.send(message);
    unread = connection.isReady() ? 0 : unread + 1;
  }

  private ImportVerdict store(ImportedResource resource) {
    try {
      return switch (resource) {
        case ImportedResource.Service service ->
            backend.importService(peering, service.name(), service.instances());
        case ImportedResource.ServiceList list -> backend.importServiceList(peering, list.names());
        case ImportedResource.TrustBundle bundle ->
            backend.importTrustBundle(peering, bundle.bundle());
        case ImportedResource.ServerAddresses addresses ->
            backend.importServerAddresses(peering, addresses.addresses());
      };
    } catch (RuntimeException e) {
      LOG.error("peering {}: an import failed", peering.name(), e);
      return ImportVerdict.refused("it could not be stored");
    }
  }

  private void recordTermination() {
    LOG.info("peering {}: the peer ended the peering", peering.name());
    try {
      backend.terminated(peering);
    } catch (RuntimeException e) {
      LOG.error("peering {}: its termination could not be recorded", peering.name(), e);
    }
  }

  private void close(StreamEnd end) {
    alarm.ifPresent(a -> a.cancel(false));
    exportsWatch.close();
    try {
      connection.close(end);
    } finally {
      // Whatever the transport says of it: nobody may wait for this stream, or be kept out by it.
      facts = machine.facts();
      streams.left(this, end);
      ended.complete(end);
    }
  }
}
