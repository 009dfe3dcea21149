package dev.treaty.model.entry.extension;

import dev.treaty.model.schema.Gate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the resources of Envoy consist of, as far as paths into them lead. */
final class EnvoyApi {

  /**
   * A field of a message.
   *
   * @param type its kind, or the full name of its message or enumeration
   */
  record Member(String type, boolean repeated, boolean enumeration, boolean map) {

    boolean isMessage() {
      return type.contains(".") && !enumeration;
    }

    /** Its kind as Envoy's library calls it. */
    String kind() {
      return enumeration ? "enum" : isMessage() || map ? "message" : type;
    }

    /** What errors call its type. */
    String shown() {
      return map ? "map" : (repeated ? "repeated " : "") + (enumeration ? "enum" : type);
    }
  }

  private static final String FILE = "envoy-api.txt";
  private static final EnvoyApi OLD = new EnvoyApi(' ', '-');
  private static final EnvoyApi NEW = new EnvoyApi(' ', '+');

  /** Messages with their fields, in order; enumerations with their values. */
  private final Map<String, Map<String, Member>> messages = new LinkedHashMap<>();

  private EnvoyApi(char always, char sometimes) {
    Map<String, Member> current = new LinkedHashMap<>();
    for (String line : text().split("\n", -1)) {
      char mark = line.isEmpty() ? '#' : line.charAt(0);
      if (mark == 'm' || mark == 'e') {
        current = new LinkedHashMap<>();
        messages.put(line.substring(line.indexOf(' ') + 1), current);
      } else if (mark == always || mark == sometimes) {
        String[] words = line.substring(1).split(" ", -1);
        current.put(words[0], member(words));
      }
    }
  }

  /** The API that a server was built with. */
  static EnvoyApi of(Gate server) {
    return server.atLeast(1, 22, 0) ? NEW : OLD;
  }

  /** The fields of a message; none if no path leads to it. */
  Map<String, Member> fields(String message) {
    return messages.getOrDefault(message, Map.of());
  }

  /** Whether an enumeration has a value. */
  boolean hasValue(String enumeration, String value) {
    return fields(enumeration).containsKey(value);
  }

  private static Member member(String... words) {
    String last = words[words.length - 1];
    return new Member(
        last,
        words.length > 2 && words[1].equals("repeated"),
        words.length > 2 && words[words.length - 2].equals("enum"),
        last.equals("map"));
  }

  private static String text() {
    try (InputStream file = EnvoyApi.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is not there");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
