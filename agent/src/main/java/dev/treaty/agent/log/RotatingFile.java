package dev.treaty.agent.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A log file that is put aside when it is full or old, under Consul's names: {@code consul.log}
 * becomes {@code consul-<nanoseconds>.log}. Guarded by {@code this}.
 */
public final class RotatingFile implements AutoCloseable {

  private final Path file;
  private final long maxBytes;
  private final Duration every;
  private final int maxFiles;
  private final InstantSource clock;
  private @Nullable OutputStream out;
  private Instant opened = Instant.EPOCH;
  private long written;

  /**
   * A file that is opened at its first line.
   *
   * @param maxBytes 0 for no bound
   * @param maxFiles how many old ones stay; 0 for all, negative for none
   */
  public RotatingFile(Path file, long maxBytes, Duration every, int maxFiles, InstantSource clock) {
    this.file = file.toAbsolutePath();
    this.maxBytes = maxBytes;
    this.every = every;
    this.maxFiles = maxFiles;
    this.clock = clock;
  }

  /** Opens the file, so that what is in the way is known at the start. */
  public synchronized void open() throws IOException {
    if (out == null) {
      Files.createDirectories(folder());
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
      }
      opened =
          Files.size(file) == 0 ? clock.instant() : Files.getLastModifiedTime(file).toInstant();
      out = Files.newOutputStream(file, StandardOpenOption.APPEND);
      written = 0;
    }
  }

  /** Appends a line. */
  public synchronized void write(String line) throws IOException {
    open();
    if ((maxBytes > 0 && written >= maxBytes)
        || (!every.isZero() && !clock.instant().isBefore(opened.plus(every)))) {
      rotate();
      open();
    }
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    written += bytes.length;
    if (out != null) {
      out.write(bytes);
    }
  }

  private void rotate() throws IOException {
    close();
    Instant now = clock.instant();
    long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    Path aside = folder().resolve(stem() + "-" + nanos + ending());
    while (Files.exists(aside)) {
      nanos++;
      aside = folder().resolve(stem() + "-" + nanos + ending());
    }
    if (Files.exists(file)) {
      Files.move(file, aside);
    }
    prune();
  }

  private void prune() throws IOException {
    if (maxFiles == 0) {
      return;
    }
    List<Path> old = new ArrayList<>();
    String pattern = "[0-9]{19,}";
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder())) {
      for (Path one : all) {
        String name = one.getFileName().toString();
        if (name.startsWith(stem() + "-")
            && name.endsWith(ending())
            && name.substring(stem().length() + 1, name.length() - ending().length())
                .matches(pattern)) {
          old.add(one);
        }
      }
    }
    Collections.sort(old);
    int surplus = old.size() - Math.max(0, maxFiles);
    for (int i = 0; i < surplus; i++) {
      Files.deleteIfExists(old.get(i));
    }
  }

  private Path folder() {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }

  private String name() {
    return String.valueOf(file.getFileName());
  }

  private String stem() {
    int dot = name().lastIndexOf('.');
    return dot <= 0 ? name() : name().substring(0, dot);
  }

  private String ending() {
    int dot = name().lastIndexOf('.');
    return dot <= 0 ? ".log" : name().substring(dot);
  }

  @Override
  public synchronized void close() throws IOException {
    if (out != null) {
      out.close();
      out = null;
    }
  }
}
