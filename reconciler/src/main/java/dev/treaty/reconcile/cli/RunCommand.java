package dev.treaty.reconcile.cli;

import dev.treaty.diff.ExitCode;
import dev.treaty.git.GitSync;
import dev.treaty.git.JGitRemote;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticText;
import dev.treaty.model.project.ClustersFile;
import dev.treaty.reconcile.apply.StopSignal;
import dev.treaty.reconcile.ledger.Ledger;
import dev.treaty.reconcile.live.ClusterClients;
import dev.treaty.reconcile.loop.LoopSettings;
import dev.treaty.reconcile.loop.ReconcileLoop;
import dev.treaty.reconcile.loop.Surveyor;
import dev.treaty.reconcile.report.EventSink;
import dev.treaty.reconcile.report.EventWriter;
import dev.treaty.reconcile.report.Format;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code treaty run}: keep the clusters as a branch declares them, until told to stop. */
@Command(
    name = "run",
    description = "Follow a branch and keep the clusters as it declares them.",
    sortOptions = false)
public final class RunCommand implements Callable<Integer> {
  private static final Duration CALL = Duration.ofSeconds(10);

  /** Asking a repository on this machine costs one look at one file. */
  private static final Duration LOCAL_POLL = Duration.ofMillis(10);

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin OutputFlags output = new OutputFlags();

  @Parameters(
      index = "0",
      paramLabel = "REPO",
      description = "the repository: a path, https:// or ssh://")
  String repository = "";

  @Option(names = "--branch", paramLabel = "NAME", description = "default: main")
  String branch = "main";

  @Option(
      names = "--path",
      paramLabel = "DIR",
      description = "the project's folder inside the repository")
  String path = "";

  @Option(
      names = "--clusters",
      paramLabel = "FILE",
      description =
          "addresses and credentials of the clusters"
              + " (default: TREATY_CLUSTERS, then ~/.config/treaty/clusters.hcl)")
  Optional<Path> clusters = Optional.empty();

  @Option(
      names = "--poll",
      paramLabel = "DURATION",
      converter = Seconds.class,
      description = "how often the remote is asked (default: 5s; 10ms for a path)")
  Optional<Duration> poll = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = Seconds.class,
      description = "how long to wait for convergence before saying what is missing (default: 60s)")
  Duration timeout = LoopSettings.DEFAULT.convergence();

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "where fetched objects and the ledger are kept (default: nowhere)")
  Optional<Path> dataDir = Optional.empty();

  @Option(
      names = "--http",
      paramLabel = "ADDR",
      description = "serve /health and /metrics here, for example 127.0.0.1:9090")
  Optional<String> http = Optional.empty();

  @Option(
      names = "--consent",
      paramLabel = "DIGEST",
      description = "agree to this very plan although it deletes more than the cap allows")
  Optional<String> consent = Optional.empty();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "explain this command")
  boolean help;

  private final OperatorEnvironment environment = new OperatorEnvironment();
  private final Inputs inputs = new Inputs(environment);

  @Override
  public Integer call() {
    InputFlags flags = new InputFlags();
    flags.clusters = clusters;
    return switch (inputs.clusters(flags)) {
      case Inputs.Got.Missing<Optional<ClustersFile>>(List<Diagnostic> diagnostics) ->
          refuse(diagnostics);
      case Inputs.Got.There<Optional<ClustersFile>>(Optional<ClustersFile> file) -> open(file);
    };
  }

  private int refuse(List<Diagnostic> diagnostics) {
    PrintWriter err = spec.commandLine().getErr();
    err.print(DiagnosticText.plain().render(diagnostics));
    err.flush();
    return ExitCode.NO_DESIRED_STATE.number();
  }

  private int open(Optional<ClustersFile> file) {
    try {
      if (dataDir.isPresent()) {
        prepare(dataDir.get());
      }
    } catch (IOException e) {
      return refuse(
          List.of(Diagnostic.error("TR0708", "the data folder cannot be used: " + e.getMessage())));
    }
    return switch (inputs.open(
        repository, Optional.of(branch), path, dataDir.map(dir -> dir.resolve("git")))) {
      case Inputs.Got.Missing<JGitRemote>(List<Diagnostic> diagnostics) -> refuse(diagnostics);
      case Inputs.Got.There<JGitRemote>(JGitRemote remote) -> {
        try (remote) {
          yield run(remote, file);
        }
      }
    };
  }

  private static void prepare(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private int run(JGitRemote remote, Optional<ClustersFile> file) {
    InstantSource clock = InstantSource.system();
    EventWriter writer =
        new EventWriter(
            spec.commandLine().getOut(),
            output.format == Format.NDJSON || output.format == Format.JSON
                ? EventWriter.Style.NDJSON
                : EventWriter.Style.TIMED_TEXT,
            clock,
            ZoneId.systemDefault());
    Optional<StatusServer> status = Optional.empty();
    if (http.isPresent()) {
      try {
        status = Optional.of(StatusServer.start(http.get()));
      } catch (IOException | IllegalArgumentException e) {
        return refuse(
            List.of(Diagnostic.error("TR0709", "--http " + http.get() + ": " + e.getMessage())));
      }
    }
    EventSink sink = status.<EventSink>map(server -> server.counting(writer)).orElse(writer);
    StopSignal stop = new StopSignal();
    try (Surveyor surveyor = new Surveyor(environment, file, new ClusterClients(CALL))) {
      ReconcileLoop loop =
          new ReconcileLoop(
              new GitSync(remote),
              surveyor,
              settings(remote.isLocal()),
              sink,
              dataDir.map(Ledger::in).orElseGet(Ledger::none),
              clock,
              stop);
      GracefulEnd end = GracefulEnd.install(loop::stop);
      loop.run();
      end.finished();
    } finally {
      status.ifPresent(StatusServer::close);
    }
    return ExitCode.OK.number();
  }

  private LoopSettings settings(boolean local) {
    Duration usual = local ? LOCAL_POLL : LoopSettings.DEFAULT.poll();
    return new LoopSettings(
        poll.orElse(usual),
        timeout,
        LoopSettings.DEFAULT.everything(),
        LoopSettings.DEFAULT.health(),
        consent);
  }
}
