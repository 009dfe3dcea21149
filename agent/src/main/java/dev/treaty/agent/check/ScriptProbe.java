package dev.treaty.agent.check;

import dev.treaty.agent.http.GoDuration;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Runs a program without a shell: it passes with 0, warns with 1, and is critical with anything
 * else, as plugins of Nagios are.
 *
 * @param limit bytes of output that are kept
 */
record ScriptProbe(List<String> args, Duration timeout, int limit) implements Probe {

  private static final Pattern NO_SUCH_FILE = Pattern.compile("error[=:] ?2\\b");
  private static final Pattern NOT_ALLOWED = Pattern.compile("error[=:] ?13\\b");

  /** So long a check may still write after its program ended. */
  private static final Duration AFTERMATH = Duration.ofSeconds(1);

  ScriptProbe {
    args = List.copyOf(args);
  }

  @Override
  public CheckResult run() throws InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(args)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .start();
    } catch (IOException e) {
      return CheckResult.critical(cause(e));
    }
    Tail tail = new Tail(limit);
    Thread reader = Thread.ofVirtual().name("check-script").start(() -> read(process, tail));
    try {
      if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        kill(process);
        String output = tail.told();
        return CheckResult.critical(
            "Timed out ("
                + GoDuration.print(timeout)
                + ") running check"
                + (output.isEmpty() ? "" : "\n\n" + output));
      }
      reader.join(AFTERMATH);
    } finally {
      kill(process);
    }
    return switch (process.exitValue()) {
      case 0 -> CheckResult.passing(tail.told());
      case 1 -> CheckResult.warning(tail.told());
      default -> CheckResult.critical(tail.told());
    };
  }

  /** With all that it started, so that no two of them ever run. */
  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static void read(Process process, Tail tail) {
    try (InputStream in = process.getInputStream()) {
      tail.drain(in);
    } catch (IOException e) {
      return; // It was killed; what it said before is kept.
    }
  }

  /** What Go says of a program that cannot be started. */
  private String cause(IOException e) {
    String message = String.valueOf(e.getMessage());
    String program = args.getFirst();
    if (NO_SUCH_FILE.matcher(message).find()) {
      return program.contains("/")
          ? "fork/exec " + program + ": no such file or directory"
          : "exec: \"" + program + "\": executable file not found in $PATH";
    }
    return NOT_ALLOWED.matcher(message).find()
        ? "fork/exec " + program + ": permission denied"
        : message;
  }
}
