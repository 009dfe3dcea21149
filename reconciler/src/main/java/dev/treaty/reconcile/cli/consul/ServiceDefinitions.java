package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.syntax.Parsed;
import dev.treaty.model.syntax.SourceText;
import dev.treaty.model.value.Value;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Service definitions as agent configuration files have them ({@code service} and {@code services}
 * blocks, snake case), turned into what the HTTP API takes.
 */
final class ServiceDefinitions {

  private static final Set<String> ACRONYMS =
      Set.of("id", "http", "tcp", "udp", "ttl", "tls", "grpc", "os", "h2ping", "url");

  /** What users put in is theirs: below these keys nothing is renamed. */
  private static final Set<String> OPAQUE = Set.of("meta", "header", "config", "arguments");

  /** Keys below these are names, not field names. */
  private static final Set<String> NAMED = Set.of("tagged_addresses");

  private ServiceDefinitions() {}

  /** The definitions of all files, in order. */
  static List<Value.Fields> read(List<String> files) {
    List<Value.Fields> definitions = new ArrayList<>();
    for (String file : files) {
      definitions.addAll(of(file, root(file)));
    }
    return definitions;
  }

  private static Value.Fields root(String file) {
    SourceText source;
    try {
      source = DocumentFile.text(file);
    } catch (NoSuchFileException e) {
      throw new AgentCall.MistakeException(
          "Error: config: Open failed on "
              + file
              + ". open "
              + file
              + ": no such file or directory");
    } catch (IOException e) {
      throw new AgentCall.MistakeException("Error: " + file + " cannot be read");
    }
    Parsed parsed = DocumentFile.parse(source);
    for (Diagnostic diagnostic : parsed.diagnostics()) {
      if (diagnostic.isError()) {
        throw new AgentCall.MistakeException(
            "Error: failed to parse " + file + ": " + DocumentFile.located(diagnostic));
      }
    }
    return parsed.root().map(PlainValues::of).orElse(Value.Fields.EMPTY);
  }

  private static List<Value.Fields> of(String file, Value.Fields root) {
    Set<String> unknown = new TreeSet<>(root.map().keySet());
    unknown.removeAll(Set.of("service", "services"));
    if (!unknown.isEmpty()) {
      throw new AgentCall.MistakeException(
          "Error: failed to parse " + file + ": " + unknownKeys(unknown));
    }
    List<Value.Fields> found = new ArrayList<>();
    for (String key : List.of("service", "services")) {
      for (Value.Fields definition : blocks(root, key)) {
        found.add(definition(definition));
      }
    }
    return found;
  }

  /** In the frame that Consul's decoder puts around several errors. */
  private static String unknownKeys(Set<String> keys) {
    StringBuilder text = new StringBuilder();
    text.append(keys.size()).append(keys.size() == 1 ? " error occurred:" : " errors occurred:");
    keys.forEach(key -> text.append("\n\t* invalid config key ").append(key));
    return text.append("\n\n").toString();
  }

  /** A block may stand once or several times. */
  private static List<Value.Fields> blocks(Value.Fields root, String key) {
    return root.get(key).orElse(Value.Nothing.NULL) instanceof Value.Fields one
        ? List.of(one)
        : root.maps(key);
  }

  private static Value.Fields definition(Value.Fields service) {
    Map<String, Value> renamed = new LinkedHashMap<>();
    service
        .map()
        .forEach((key, value) -> {
          switch (key) {
            case "check" -> renamed.put("Check", check(single(value)));
            case "checks" -> renamed.put("Checks", checks(value));
            case "tags" -> renamed.put("Tags", value);
            default -> renamed.put(camel(key), renamed(key, value));
          }
        });
    return new Value.Fields(renamed);
  }

  private static Value checks(Value value) {
    List<Value> checks = new ArrayList<>();
    for (Value each : value instanceof Value.Items(var items) ? items : List.of(value)) {
      checks.add(check(each));
    }
    return new Value.Items(checks);
  }

  private static Value check(Value value) {
    if (!(value instanceof Value.Fields fields)) {
      return value;
    }
    Map<String, Value> renamed = new LinkedHashMap<>();
    fields
        .map()
        .forEach((key, each) -> {
          switch (key) {
            case "id" -> renamed.put("CheckID", each);
            case "args" -> renamed.put("ScriptArgs", each);
            default -> renamed.put(camel(key), renamed(key, each));
          }
        });
    return new Value.Fields(renamed);
  }

  private static Value renamed(String key, Value value) {
    if (OPAQUE.contains(key)) {
      return single(value);
    }
    return switch (value) {
      case Value.Fields fields -> {
        Map<String, Value> copy = new LinkedHashMap<>();
        fields
            .map()
            .forEach((inner, each) ->
                copy.put(NAMED.contains(key) ? inner : camel(inner), renamed(inner, each)));
        yield new Value.Fields(copy);
      }
      case Value.Items(List<Value> items) -> {
        List<Value> copy = new ArrayList<>();
        items.forEach(item -> copy.add(renamed(key, item)));
        yield new Value.Items(copy);
      }
      case Value.Text text -> text;
      case Value.Whole whole -> whole;
      case Value.Decimal decimal -> decimal;
      case Value.Flag flag -> flag;
      case Value.Nothing nothing -> nothing;
    };
  }

  private static Value single(Value value) {
    return value instanceof Value.Items(List<Value> items) && items.size() == 1
        ? items.get(0)
        : value;
  }

  private static String camel(String key) {
    if (!key.equals(key.toLowerCase(Locale.ROOT))) {
      return key;
    }
    StringBuilder name = new StringBuilder();
    for (String word : key.split("_", -1)) {
      if (ACRONYMS.contains(word)) {
        name.append(word.toUpperCase(Locale.ROOT));
      } else if (!word.isEmpty()) {
        name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
      }
    }
    return name.toString();
  }
}
