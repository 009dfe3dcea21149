package dev.treaty.demo;

import dev.treaty.lab.LabFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of {@code examples/two-clusters}, and how the demo's second commit changes them. */
final class ExampleFiles {

  private ExampleFiles() {}

  /** Finds the example beside the program, or in the checkout the program was built from. */
  static SortedMap<String, byte[]> load() {
    Path folder = folder();
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) walk.filter(Files::isRegularFile)::iterator) {
        files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static Path folder() {
    Path start = Path.of(System.getProperty("treaty.home", "")).toAbsolutePath();
    for (Path at = start; at != null; at = at.getParent()) {
      Path candidate = at.resolve("examples/two-clusters");
      if (Files.exists(candidate.resolve("treaty.hcl"))) {
        return candidate;
      }
    }
    throw new LabFailure("examples/two-clusters is not found above " + start);
  }

  /** One more export in cluster-01, and the intention of cluster-02 turned to deny. */
  static SortedMap<String, byte[]> second(SortedMap<String, byte[]> first) {
    SortedMap<String, byte[]> files = new TreeMap<>(first);
    replace(
        files,
        "clusters/cluster-01/exports.hcl",
        "Services = [\n",
        """
        Services = [
          {
            Name      = "api"
            Consumers = [{ Peer = "cluster-02" }]
          },
        """);
    replace(files, "clusters/cluster-02/intentions.hcl", "Action = \"allow\"", "Action = \"deny\"");
    return files;
  }

  private static void replace(
      SortedMap<String, byte[]> files, String path, String from, String to) {
    byte[] content = files.get(path);
    String text = content == null ? "" : new String(content, StandardCharsets.UTF_8);
    if (!text.contains(from)) {
      throw new LabFailure("examples/two-clusters/" + path + " is not as the demo knows it");
    }
    files.put(path, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
  }
}
