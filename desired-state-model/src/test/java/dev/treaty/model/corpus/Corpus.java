package dev.treaty.model.corpus;

import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The conformance corpus beside the project, read in place. */
final class Corpus {

  private final Path root;

  private Corpus(Path root) {
    this.root = root;
  }

  /** The corpus, if it is there: {@code TREATY_CORPUS} or {@code ../shared/corpus}. */
  static Optional<Corpus> find() {
    String named = System.getenv("TREATY_CORPUS");
    if (named != null) {
      return Optional.of(new Corpus(Path.of(named)));
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path candidate = at.resolve("shared/corpus");
      if (Files.isRegularFile(candidate.resolve("index.tsv"))) {
        return Optional.of(new Corpus(candidate));
      }
    }
    return Optional.empty();
  }

  /** One line of the index. */
  record Input(
      String file, String kind, String form, String expectation, String stage, String notes) {

    /**
     * The server that the reference had in mind: resources that it takes with namespaces or
     * partitions enabled are for Enterprise. What it refuses with one of the two, it refuses as
     * Community Edition does.
     */
    ServerProfile server() {
      boolean enterprise =
          expectation.equals("valid")
              && (notes.contains("NamespacesEnabled=True")
                  || notes.contains("PartitionsEnabled=True"));
      return enterprise
          ? new ServerProfile(ServerProfile.DEFAULT.version(), ServerProfile.Edition.ENTERPRISE)
          : ServerProfile.DEFAULT;
    }
  }

  List<Input> inputs() {
    try (var lines = Files.lines(root.resolve("index.tsv"))) {
      return lines
          .skip(1)
          .map(line -> line.split("\t", -1))
          .map(column ->
              new Input(column[0], column[2], column[3], column[9], column[11], column[13]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] bytes(Input input) {
    return read(input.file());
  }

  /** The file beside the input with another ending. */
  Optional<Value> beside(Input input, String ending) {
    return exists(input, ending)
        ? Optional.of(ValueJson.parse(read(name(input, ending))))
        : Optional.empty();
  }

  Optional<String> textBeside(Input input, String ending) {
    return exists(input, ending)
        ? Optional.of(new String(read(name(input, ending)), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private boolean exists(Input input, String ending) {
    return Files.exists(root.resolve(name(input, ending)));
  }

  private static String name(Input input, String ending) {
    return input.file().substring(0, input.file().lastIndexOf('.')) + ending;
  }

  private byte[] read(String file) {
    try {
      return Files.readAllBytes(root.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
