package dev.treaty.agent.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process did to its files, as {@code strace -f -y -xx} wrote it down.
 *
 * <p>A call of one thread may span others': each has a place where it began and one where it ended.
 */
final class SyscallTrace {

  /** The calls that change files or say something. */
  static final String CALLS = "pwrite64,write,fsync,fdatasync,ftruncate,rename,unlink,openat,mkdir";

  /** A sync that was refused: what it was to make durable may be lost for good. */
  static final String FAILED_SYNC = "failed sync";

  /**
   * One call that succeeded, or a sync that failed.
   *
   * @param began how many lines of the trace stood before its beginning
   * @param path the file, folder, or other end
   * @param target where a rename led
   */
  record Call(
      int began, int ended, String name, String path, String target, byte[] data, long offset) {}

  private static final Pattern LINE = Pattern.compile("^(\\d+) +(.*)$");
  private static final Pattern RESUMED = Pattern.compile("^<\\.\\.\\. \\w+ resumed>(.*)$");
  private static final Pattern CALL = Pattern.compile("^(\\w+)\\((.*)\\) += (-?\\d+)(<.*>)?.*$");
  private static final Pattern FD = Pattern.compile("^\\d+<([^>]*)>");
  private static final Pattern TEXT = Pattern.compile("\"((?:\\\\x[0-9a-f]{2})*)\"");

  private SyscallTrace() {}

  /** Whether the tool that traces is on this machine and may trace. */
  static boolean isAvailable() {
    try {
      return new ProcessBuilder(
                  "strace", "-f", "--seccomp-bpf", "-y", "-xx", "-e", "trace=write", "true")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Runs a Java program under the tracer and returns what it wrote down. */
  static Path record(Path folder, List<String> options, Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    Path trace = folder.resolve("trace");
    Path errors = folder.resolve("errors");
    List<String> command = new ArrayList<>();
    command.addAll(List.of("strace", "-f", "--seccomp-bpf", "-y", "-xx", "-s", "70000"));
    command.addAll(List.of("-e", "trace=" + CALLS, "-o", trace.toString()));
    command.addAll(options);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    int code =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(errors.toFile())
            .start()
            .waitFor();
    if (code != 0 && options.stream().noneMatch(option -> option.contains("signal=KILL"))) {
      throw new IOException("ended with " + code + ": " + Files.readString(errors));
    }
    return trace;
  }

  static List<Call> read(Path trace) throws IOException {
    List<Call> calls = new ArrayList<>();
    Map<String, String> begun = new HashMap<>();
    Map<String, Integer> beganAt = new HashMap<>();
    int number = 0;
    try (BufferedReader lines = Files.newBufferedReader(trace, StandardCharsets.ISO_8859_1)) {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
          continue;
        }
        number++;
        String thread = line.group(1);
        String rest = line.group(2);
        int began = number;
        if (rest.endsWith("<unfinished ...>")) {
          begun.put(thread, rest.substring(0, rest.length() - "<unfinished ...>".length()));
          beganAt.put(thread, number);
          continue;
        }
        Matcher resumed = RESUMED.matcher(rest);
        if (resumed.matches()) {
          rest = begun.remove(thread) + resumed.group(1);
          began = beganAt.remove(thread);
        }
        Matcher call = CALL.matcher(rest);
        if (call.matches() && !call.group(3).startsWith("-")) {
          calls.add(call(began, number, call.group(1), call.group(2)));
        } else if (call.matches() && call.group(1).endsWith("sync")) {
          calls.add(call(began, number, FAILED_SYNC, call.group(2)));
        }
      }
    }
    return calls;
  }

  private static Call call(int began, int ended, String name, String arguments) {
    Matcher fd = FD.matcher(arguments);
    List<byte[]> texts = new ArrayList<>();
    Matcher text = TEXT.matcher(arguments);
    while (text.find()) {
      texts.add(HexFormat.of().parseHex(text.group(1).replace("\\x", "")));
    }
    return switch (name) {
      case "pwrite64", "ftruncate" ->
          new Call(
              began,
              ended,
              name,
              path(fd),
              "",
              texts.isEmpty() ? new byte[0] : texts.getFirst(),
              Long.parseLong(arguments.substring(arguments.lastIndexOf(", ") + 2).strip()));
      case "write" -> new Call(began, ended, name, path(fd), "", texts.getFirst(), 0);
      case "openat" ->
          new Call(
              began,
              ended,
              arguments.contains("O_CREAT") ? "create" : "open",
              string(texts.getFirst()),
              "",
              new byte[0],
              0);
      case "rename" ->
          new Call(began, ended, name, string(texts.get(0)), string(texts.get(1)), new byte[0], 0);
      case "unlink", "mkdir" ->
          new Call(began, ended, name, string(texts.getFirst()), "", new byte[0], 0);
      default -> new Call(began, ended, name, path(fd), "", new byte[0], 0);
    };
  }

  private static String path(Matcher fd) {
    if (!fd.find()) {
      return "";
    }
    String path = fd.group(1);
    return path.startsWith("\\x") ? string(HexFormat.of().parseHex(path.replace("\\x", ""))) : path;
  }

  private static String string(byte[] text) {
    return new String(text, StandardCharsets.UTF_8);
  }
}
