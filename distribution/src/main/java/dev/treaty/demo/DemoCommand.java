package dev.treaty.demo;

import dev.treaty.lab.ConsulServer;
import dev.treaty.lab.LabFailure;
import dev.treaty.lab.Patience;
import dev.treaty.lab.Server;
import dev.treaty.lab.TreatyServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code treaty demo}. */
@Command(
    name = "demo",
    description = {
      "Two clusters, one repository, one reconciler on this machine: peers them from Git, changes",
      "things by a commit and behind the reconciler's back, and shows how long it takes to heal."
    })
public final class DemoCommand implements Callable<Integer> {

  private static final int FAILED = 7;
  private static final int USAGE = 64;
  private static final int INTERRUPTED = 130;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--consul",
      paramLabel = "<path>",
      description = "Use two real Consul servers started from this binary instead of our agents")
  private Optional<Path> consul = Optional.empty();

  @Option(names = "--keep", description = "Leave all running at the end and say how to look around")
  private boolean keep;

  @Option(
      names = "--timeout",
      paramLabel = "<seconds>",
      description = "How long to wait for each thing to come true (default: ${DEFAULT-VALUE})")
  private int timeout = 90;

  @Option(
      names = "--no-color",
      description = "No colours; also with NO_COLOR or without a terminal")
  private boolean noColor;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Explains this command")
  boolean help;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (consul.isPresent() && !Files.isExecutable(consul.get())) {
      spec.commandLine().getErr().println("treaty demo: " + consul.get() + " is no program");
      return USAGE;
    }
    boolean colour =
        !noColor && System.getenv("NO_COLOR") == null && Boolean.getBoolean("treaty.terminal");
    Screen screen = new Screen(out, colour);
    Patience patience = new Patience(System::nanoTime, Duration.ofSeconds(timeout));
    Path folder = Files.createTempDirectory("treaty-demo-");
    Server server =
        consul
            .<Server>map(path -> new ConsulServer(path.toAbsolutePath()))
            .orElseGet(TreatyServer::new);
    screen.title("Treaty demo, in " + folder);
    Stage stage = new Stage(folder, screen, patience);
    // Ctrl-C ends the JVM: what was started and written goes with it.
    Thread cleanUp = Thread.ofPlatform().name("demo-clean-up").unstarted(stage::abandon);
    Runtime.getRuntime().addShutdownHook(cleanUp);
    try (stage) {
      Story story = new Story(stage, screen, patience, InstantSource.system());
      story.tell(server);
      stage.over();
      if (keep) {
        stage.keep();
        story.lookAround(Path.of(System.getProperty("treaty.launcher", "")));
      }
    } catch (LabFailure | UncheckedIOException e) {
      if (stage.isAbandoned()) {
        return INTERRUPTED;
      }
      stage.over();
      screen.failed(String.valueOf(e.getMessage()));
      stage.processes().forEach(p -> screen.line("log of " + p.name() + ": " + p.log()));
      return FAILED;
    }
    if (!keep) {
      stage.removeFolder();
    }
    return 0;
  }
}
