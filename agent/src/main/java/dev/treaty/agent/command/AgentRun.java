package dev.treaty.agent.command;

import dev.treaty.agent.CannotStartException;
import dev.treaty.agent.TreatyAgent;
import dev.treaty.agent.feature.AgentHost;
import dev.treaty.agent.local.NotConfigurableException;
import dev.treaty.agent.log.LogHub;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.settings.LogSettings;
import dev.treaty.agent.settings.OperationSettings;
import dev.treaty.agent.settings.SettingsVerdict;
import dev.treaty.agent.store.DamagedStoreException;
import dev.treaty.agent.store.StoreUnavailableException;
import dev.treaty.model.diagnostic.Diagnostic;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One life of an agent in this process: from its start to its end, with its reloads. */
final class AgentRun implements AgentHost {

  private static final Logger LOG = LoggerFactory.getLogger(AgentRun.class);

  /** As long as Consul gives it. */
  private static final Duration LEAVE = Duration.ofSeconds(15);

  private final ProcessLog log;
  private final Supplier<SettingsSources> sources;
  private final PrintWriter err;
  private final CountDownLatch told = new CountDownLatch(1);
  private final AtomicBoolean ending = new AtomicBoolean();
  private final AtomicInteger code = new AtomicInteger();
  private final AtomicReference<@Nullable TreatyAgent> agent = new AtomicReference<>();
  private final AtomicReference<SettingsVerdict> current;

  /**
   * @param sources reads the configuration anew
   */
  AgentRun(
      ProcessLog log, Supplier<SettingsSources> sources, SettingsVerdict first, PrintWriter err) {
    this.log = log;
    this.sources = sources;
    this.err = err;
    this.current = new AtomicReference<>(first);
  }

  /** Runs until told to end and answers the exit code. */
  int run(Set<Path> files) {
    SettingsVerdict verdict = verdict();
    OperationSettings operation = verdict.settings().operation();
    try {
      log.apply(operation.logs());
      SecretFiles.warn(files, verdict.settings(), LOG);
      TreatyAgent started = TreatyAgent.start(verdict.settings(), InstantSource.system(), this);
      agent.set(started);
      writePid(operation.pidFile());
      // What ends the process otherwise (System.exit, a signal nobody hears) passes here.
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().name("agent-end").unstarted(started::close));
      Set<Path> watched = operation.autoReload() ? files : Set.of();
      ConfigurationWatch watch = ConfigurationWatch.of(watched, this::hangUp);
      Signals signals = Signals.hear(this::hangUp, this::end);
      try (watch;
          signals) {
        told.await();
      }
      started.close();
      removePid(operation.pidFile());
      return code.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    } catch (IOException e) {
      err.println("agent: cannot write the log or the pid file: " + e.getMessage());
      return 1;
    } catch (StoreUnavailableException
        | DamagedStoreException
        | NotConfigurableException
        | CannotStartException e) {
      err.println("agent: " + e.getMessage());
      return 1;
    }
  }

  private static void writePid(Optional<Path> file) throws IOException {
    if (file.isPresent()) {
      Files.writeString(file.get(), Long.toString(ProcessHandle.current().pid()));
    }
  }

  private static void removePid(Optional<Path> file) throws IOException {
    if (file.isPresent()) {
      Files.deleteIfExists(file.get());
    }
  }

  /** A signal to end: leaves the cluster first where the configuration wants it, as Consul does. */
  private void end(String signal) {
    AgentSettings settings = verdict().settings();
    boolean leaves =
        settings.operation().leavesAt(signal.equals("TERM"), settings.cluster().server());
    boolean again = ending.getAndSet(true);
    LOG.info("caught SIG{}: {}", signal, leaves && !again ? "leaving" : "ending without leaving");
    code.set(leaves && !again && hasLeft() ? 0 : 1);
    told.countDown();
  }

  private boolean hasLeft() {
    TreatyAgent running = agent.get();
    if (running == null) {
      return true;
    }
    Thread leaving = Thread.ofPlatform().daemon().name("agent-leave").start(running::leave);
    try {
      return leaving.join(LEAVE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private SettingsVerdict verdict() {
    return current.get();
  }

  @Override
  public void leave() {
    TreatyAgent running = agent.get();
    if (running != null) {
      running.leave();
    }
    told.countDown();
  }

  @Override
  public LogHub log() {
    return log.hub();
  }

  private void hangUp() {
    reload().ifPresent(fault -> LOG.error("{}", fault.replace(System.lineSeparator(), " | ")));
  }

  /** Takes what can change while the agent runs; a broken configuration changes nothing. */
  @Override
  public synchronized Optional<String> reload() {
    SettingsVerdict read = sources.get().verdict();
    if (!read.isUsable()) {
      return Optional.of(
          "Failed reloading configuration: "
              + read.diagnostics().stream()
                  .filter(Diagnostic::isError)
                  .map(DiagnosticText::of)
                  .collect(Collectors.joining(System.lineSeparator())));
    }
    TreatyAgent running = agent.get();
    if (running == null) {
      return Optional.of("Failed reloading configuration: the agent is still starting");
    }
    LogSettings logs = verdict().settings().operation().logs();
    try {
      log.apply(read.settings().operation().logs());
      try {
        running.reload(read.settings());
      } catch (NotConfigurableException | CannotStartException e) {
        log.apply(logs);
        throw e;
      }
    } catch (IOException | NotConfigurableException | CannotStartException e) {
      return Optional.of("Failed reloading configuration: " + e.getMessage());
    }
    SettingsVerdict.Changes changes = read.changesSince(verdict());
    // What needs a restart is told at each reload until it had one.
    LOG.info(
        "the configuration was read again: {}",
        changes.live().isEmpty() ? "no setting changed" : "changed " + changes.live());
    if (!changes.restart().isEmpty()) {
      LOG.warn("changed, but only the next start takes it: {}", changes.restart());
    }
    current.set(new SettingsVerdict(read.settings(), read.diagnostics(), merged(read, changes)));
    return Optional.empty();
  }

  /** What holds now: the new value of what was taken, the old one of the rest. */
  private Map<String, String> merged(SettingsVerdict read, SettingsVerdict.Changes changes) {
    Map<String, String> said = new TreeMap<>(read.said());
    for (String key : changes.restart()) {
      String old = verdict().said().get(key);
      if (old == null) {
        said.remove(key);
      } else {
        said.put(key, old);
      }
    }
    return said;
  }
}
