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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
      names = "--reading",
      description = "Measures only reading and judging files; starts no server")
  private boolean reading;

  @Option(
      names = "--store",
      description =
          "Measures only stores: writes on one server and on three, reads on one core, memory,"
              + " starts with much data, the time without a leader")
  private boolean store;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Explains this command")
  boolean help;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "<form>",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Form form = Form.text;

  /** How the figures are printed. */
  @SuppressWarnings("checkstyle:ConstantName") // as users type them
  enum Form {
    text,
    json,
    markdown
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Path folder = Files.createTempDirectory("treaty-bench-");
    // Whoever ends us in the middle does not want the servers to go on.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly),
                "bench-end"));
    String extra = store ? StoreBench.LIMITS : "";
    Map<String, Server> servers = new LinkedHashMap<>();
    servers.put("treaty", new TreatyServer(extra));
    consul.ifPresent(path -> servers.put("consul", new ConsulServer(path.toAbsolutePath(), extra)));
    Patience patience = new Patience(System::nanoTime, Duration.ofMinutes(2));
    Report report = new Report();
    boolean whole = true;
    try {
      if (reading) {
        new ReadBench(folder, report::add).measure();
      } else if (store) {
        whole =
            new StoreBench(
                    folder,
                    servers,
                    seconds,
                    patience,
                    each -> {
                      report.add(each);
                      say(err, "  " + Report.line(each));
                    },
                    step -> say(err, step))
                .measure();
      } else {
        new Bench(folder, servers, seconds, patience, report::add, step -> say(err, step)).run();
      }
    } catch (LabFailure e) {
      report.print(err);
      say(err, e.getMessage() + " (see " + folder + ")");
      return FAILED;
    }
    switch (form) {
      case text -> report.print(out);
      case json -> report.printJson(out);
      case markdown -> report.printMarkdown(out);
    }
    if (!whole) {
      return FAILED; // the folder has the servers' logs
    }
    remove(folder);
    return 0;
  }

  private static void say(PrintWriter err, String what) {
    err.println("treaty bench: " + what);
    err.flush();
  }

  private static void remove(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> paths = Files.walk(folder)) {
      all = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }
}
