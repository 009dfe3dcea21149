package dev.treaty.agent.command;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks at configuration files every second and tells of a change ({@code auto_reload_config}), by
 * content: an editor that replaces a file and a link that is turned round are seen alike.
 */
final class ConfigurationWatch implements AutoCloseable {

  private final Set<Path> paths;
  private final Runnable changed;
  private final ScheduledExecutorService timer;
  private Map<Path, Integer> seen;

  private ConfigurationWatch(Set<Path> paths, Runnable changed, ScheduledExecutorService timer) {
    this.paths = paths;
    this.changed = changed;
    this.timer = timer;
    this.seen = look();
  }

  static ConfigurationWatch of(Set<Path> paths, Runnable changed) {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("configuration-watch").daemon().factory());
    ConfigurationWatch watch = new ConfigurationWatch(paths, changed, timer);
    if (!paths.isEmpty()) {
      var unused = timer.scheduleWithFixedDelay(watch::check, 1, 1, TimeUnit.SECONDS);
    }
    return watch;
  }

  /** Looks once; called by the timer. */
  void check() {
    Map<Path, Integer> now = look();
    if (!now.equals(seen)) {
      seen = now;
      changed.run();
    }
  }

  private Map<Path, Integer> look() {
    Map<Path, Integer> contents = new TreeMap<>();
    for (Path path : paths) {
      if (!Files.isDirectory(path)) {
        contents.put(path, content(path));
        continue;
      }
      try (DirectoryStream<Path> all = Files.newDirectoryStream(path, "*.{hcl,json}")) {
        for (Path one : all) {
          contents.put(one, content(one));
        }
      } catch (IOException e) {
        contents.put(path, -1);
      }
    }
    return contents;
  }

  private static int content(Path file) {
    try {
      return Arrays.hashCode(Files.readAllBytes(file));
    } catch (IOException e) {
      return -1;
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
