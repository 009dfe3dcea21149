package dev.treaty.bench;

import dev.treaty.lab.ConsulServer;
import dev.treaty.lab.LabFailure;
import dev.treaty.lab.Patience;
import dev.treaty.lab.Server;
import dev.treaty.lab.TreatyServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code treaty bench}. */
@Command(
    name = "bench",
    description = {
      "Measures this program on this machine, and a real Consul in the same run where one is given."
    })
public final class BenchCommand implements Callable<Integer> {

  private static final int FAILED = 70;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--consul",
      paramLabel = "<path>",
      description = "A Consul binary to compare with")
  private Optional<Path> consul = Optional.empty();

  @Option(
      names = "--seconds",
      paramLabel = "<n>",
      description = "Length of one round of load (default: ${DEFAULT-VALUE})")
  private double seconds = 5;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Explains this command")
  boolean help;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path folder = Files.createTempDirectory("treaty-bench-");
    Map<String, Server> servers = new LinkedHashMap<>();
    servers.put("treaty", new TreatyServer());
    consul.ifPresent(path -> servers.put("consul", new ConsulServer(path.toAbsolutePath())));
    Patience patience = new Patience(System::nanoTime, Duration.ofSeconds(60));
    out.printf("%-62s %-8s %10s%n", "what", "of", "figure");
    try {
      new Bench(folder, servers, seconds, patience, figure -> print(out, figure)).run();
      return 0;
    } catch (LabFailure e) {
      spec.commandLine()
          .getErr()
          .println("treaty bench: " + e.getMessage() + " (see " + folder + ")");
      return FAILED;
    }
  }

  private static void print(PrintWriter out, Figure figure) {
    String pattern = figure.value() >= 100 ? "%-62s %-8s %10.0f %s%n" : "%-62s %-8s %10.2f %s%n";
    out.printf(
        Locale.ROOT, pattern, figure.name(), figure.subject(), figure.value(), figure.unit());
    out.flush();
  }
}
