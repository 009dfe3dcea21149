package dev.treaty.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process with a log file. */
public final class ChildProcess {

  private static final int GRACE_SECONDS = 5;

  private final String name;
  private final Process process;
  private final Path log;

  private ChildProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /** Starts a process whose whole output goes to the log. */
  public static ChildProcess start(String name, List<String> command, Path log) {
    try {
      Process process =
          builder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
      process.getOutputStream().close();
      return new ChildProcess(name, process, log);
    } catch (IOException e) {
      throw new LabFailure(name + " cannot be started: " + e.getMessage());
    }
  }

  /**
   * Starts a process whose standard output is handed over line by line, and logged; the rest of its
   * output is only logged.
   */
  public static ChildProcess start(
      String name, List<String> command, Path log, Path errors, Consumer<String> lines) {
    try {
      Process process = builder(command).redirectError(errors.toFile()).start();
      process.getOutputStream().close();
      Thread.ofPlatform().daemon().name("output-of-" + name).start(() -> pump(process, log, lines));
      return new ChildProcess(name, process, log);
    } catch (IOException e) {
      throw new LabFailure(name + " cannot be started: " + e.getMessage());
    }
  }

  private static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    // What the user has set for other clusters must not reach these.
    environment
        .keySet()
        .removeIf(key ->
            key.startsWith("CONSUL_")
                || (key.startsWith("TREATY_C") && !key.equals("TREATY_CACHE")));
    environment.put("TREATY_NO_BUILD", "1");
    return builder;
  }

  private static void pump(Process process, Path log, Consumer<String> lines) {
    try (BufferedReader reader = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        lines.accept(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String name() {
    return name;
  }

  public Path log() {
    return log;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public int exitCode() {
    return process.exitValue();
  }

  /** Ends the process at once, as a failure would. */
  public void kill() {
    try {
      process.destroyForcibly().waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks the process to end, and ends it where it does not. */
  public void stop() {
    process.destroy();
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
