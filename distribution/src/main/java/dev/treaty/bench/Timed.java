package dev.treaty.bench;

import dev.treaty.lab.LabFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * One run of a command as a whole process.
 *
 * @param seconds wall time, from before the fork until the exit was seen
 * @param peakMegabytes the most memory that was resident; 0 where the system does not tell
 */
record Timed(int exitCode, double seconds, double peakMegabytes) {

  static Timed run(List<String> command, Path output) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().put("TREATY_NO_BUILD", "1");
      builder.environment().keySet().removeIf(key -> key.startsWith("CONSUL_"));
      long start = System.nanoTime();
      Process process = builder.start();
      process.getOutputStream().close();
      double peak = 0;
      while (!process.waitFor(10, TimeUnit.MILLISECONDS)) {
        OptionalDouble seen = ProcessCost.peak(process.pid());
        peak = Math.max(peak, seen.orElse(0));
        if (System.nanoTime() - start > TimeUnit.MINUTES.toNanos(3)) {
          process.destroyForcibly();
          throw new LabFailure(String.join(" ", command) + " did not end within 3 minutes");
        }
      }
      return new Timed(process.exitValue(), (System.nanoTime() - start) / 1e9, peak);
    } catch (IOException e) {
      throw new LabFailure("cannot run " + command.get(0) + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabFailure("interrupted");
    }
  }
}
