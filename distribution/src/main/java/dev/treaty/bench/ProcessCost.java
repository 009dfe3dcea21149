package dev.treaty.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;

/** What a process costs, as Linux tells; empty elsewhere or once the process is gone. */
final class ProcessCost {

  private ProcessCost() {}

  /** Resident now, in MB. */
  static OptionalDouble resident(long pid) {
    return field(pid, "VmRSS:");
  }

  /** The most that was ever resident, in MB. */
  static OptionalDouble peak(long pid) {
    return field(pid, "VmHWM:");
  }

  /** Processor time spent since it started. */
  static double processorSeconds(long pid) {
    return ProcessHandle.of(pid)
            .flatMap(handle -> handle.info().totalCpuDuration())
            .orElse(Duration.ZERO)
            .toNanos()
        / 1e9;
  }

  private static OptionalDouble field(long pid, String name) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
        if (line.startsWith(name)) {
          String kilobytes = line.substring(name.length()).strip().split(" ", 2)[0];
          return OptionalDouble.of(Long.parseLong(kilobytes) / 1024.0);
        }
      }
    } catch (IOException | NumberFormatException e) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.empty();
  }
}
