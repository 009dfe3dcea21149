package dev.treaty.tests.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.entry.ConsulVersion;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryComparison;
import dev.treaty.model.entry.EntryJudge;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.entry.Verdict;
import dev.treaty.model.entry.kind.AllKinds;
import dev.treaty.model.schema.EntryKind;
import dev.treaty.model.schema.Field;
import dev.treaty.model.schema.FieldDifference;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The comparison is blind to nothing that a server stores differently, and sees nothing else. What
 * stored values mean is said here once more, with as little as possible.
 */
class ComparisonTest {

  private static final int PAIRS = 400;
  private static final int TRIES = 40_000;
  private static final ServerProfile NEWEST =
      new ServerProfile(ConsulVersion.of("2.1.0"), ServerProfile.Edition.ENTERPRISE);

  static Stream<EntryKind> kinds() {
    return AllKinds.supported().stream().filter(kind -> !kind.writtenByServers());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void seesExactlyWhatAServerStoresDifferently(EntryKind kind) {
    EntryGenerator generator = new EntryGenerator(kind, 3);
    int pairs = 0;
    for (int i = 0; i < TRIES && pairs < PAIRS; i++) {
      Value.Fields written = generator.next();
      Optional<Entry> before = stored(written);
      Optional<Entry> after = before.flatMap(entry -> stored(generator.changed(written)));
      if (after.isPresent()) {
        compare(kind, before.get(), after.get());
        pairs += before.get().body().equals(after.get().body()) ? 0 : 1;
      }
    }
    assertThat(pairs).isEqualTo(PAIRS);
  }

  private static void compare(EntryKind kind, Entry before, Entry after) {
    Value from = meaning(new Type.Struct(kind.shape()), before.body());
    Value to = meaning(new Type.Struct(kind.shape()), after.body());
    List<FieldDifference> differences = EntryComparison.compare(before, after);
    String pair = ValueJson.write(before.body()) + "\n" + ValueJson.write(after.body());
    if (from.equals(to)) {
      assertThat(differences).as(pair).isEmpty();
      return;
    }
    String place = place(new Type.Struct(kind.shape()), from, to, "");
    assertThat(differences).as(pair).isNotEmpty();
    assertThat(differences)
        .as(pair)
        .extracting(FieldDifference::path)
        .allMatch(path -> path.startsWith(place) || place.startsWith(path), "is at " + place);
    assertThat(EntryComparison.compare(after, before)).hasSameSizeAs(differences);
  }

  private static Optional<Entry> stored(Value.Fields written) {
    return EntryJudge.judgeJson(ValueJson.bytes(written), NEWEST)
            instanceof Verdict.Accepted accepted
        ? Optional.of(accepted.entry())
        : Optional.empty();
  }

  /** The value without zeros that say nothing, and with an order only where it counts. */
  private static Value meaning(Type type, Value value) {
    return switch (type) {
      case Type.Struct(Shape shape) when value instanceof Value.Fields map -> fields(shape, map);
      case Type.StructMap(Shape shape, String goType)
          when value instanceof Value.Fields(Map<String, Value> map) -> {
        Map<String, Value> inner = new LinkedHashMap<>();
        map.forEach((key, each) -> inner.put(key, meaning(new Type.Struct(shape), each)));
        yield new Value.Fields(inner);
      }
      case Type.Structs structs when value instanceof Value.Items(List<Value> items) -> {
        List<Value> inner = new ArrayList<>();
        items.forEach(each -> inner.add(meaning(new Type.Struct(structs.shape()), each)));
        yield structs.order() == Type.Order.FREE ? free(structs, inner) : new Value.Items(inner);
      }
      case Type.Scalars scalars
          when scalars.order() == Type.Order.FREE
              && value instanceof Value.Items(List<Value> items) ->
          new Value.Items(sorted(items));
      default -> value;
    };
  }

  /** Consumers belong to a service, in however many items it stands. */
  private static Value free(Type.Structs structs, List<Value> items) {
    boolean exports = structs.shape().list().stream().anyMatch(f -> f.name().equals("Consumers"));
    if (!exports) {
      boolean consumers = structs.identity().contains("Peer") && structs.shape().list().size() == 3;
      return new Value.Items(
          consumers ? sorted(items.stream().distinct().toList()) : sorted(items));
    }
    Map<String, TreeSet<String>> consumers = new LinkedHashMap<>();
    for (Value item : items) {
      Value.Fields service = (Value.Fields) item;
      TreeSet<String> all =
          consumers.computeIfAbsent(
              ValueJson.write(service.without("Consumers")), key -> new TreeSet<>());
      service.items("Consumers").forEach(consumer -> all.add(ValueJson.write(consumer)));
    }
    List<Value> services = new ArrayList<>();
    consumers.forEach((name, all) -> services.add(Value.text(name + all)));
    return new Value.Items(sorted(services));
  }

  private static Value.Fields fields(Shape shape, Value.Fields map) {
    Map<String, Value> kept = new LinkedHashMap<>();
    for (Field field : shape.list()) {
      Value value = map.get(field.name()).orElse(Value.Nothing.NULL);
      boolean decision =
          field.type() instanceof Type.Scalar
              && (field.presence() == Field.Presence.POINTER
                  || field.presence() == Field.Presence.NULLABLE);
      Value meaning = meaning(field.type(), value);
      boolean absent = decision ? value instanceof Value.Nothing : isZero(meaning);
      if (!absent && !field.derived()) {
        kept.put(field.name(), meaning);
      }
    }
    return new Value.Fields(kept);
  }

  private static boolean isZero(Value value) {
    return List.of("null", "\"\"", "0", "false", "[]", "{}", "\"0s\"")
        .contains(ValueJson.write(value));
  }

  private static List<Value> sorted(List<Value> items) {
    return items.stream()
        .sorted((a, b) -> ValueJson.write(a).compareTo(ValueJson.write(b)))
        .toList();
  }

  /** The path of the one field that differs, as far as declared maps go. */
  private static String place(Type type, Value from, Value to, String path) {
    if (!(type instanceof Type.Struct(Shape shape))
        || !(from instanceof Value.Fields before)
        || !(to instanceof Value.Fields after)) {
      return path;
    }
    List<Field> differing =
        shape.list().stream()
            .filter(field -> !Objects.equals(before.get(field.name()), after.get(field.name())))
            .toList();
    if (differing.size() != 1) {
      return path;
    }
    Field field = differing.getFirst();
    return place(
        field.type(),
        before.get(field.name()).orElse(Value.Nothing.NULL),
        after.get(field.name()).orElse(Value.Nothing.NULL),
        path.isEmpty() ? field.label() : path + "." + field.label());
  }
}
