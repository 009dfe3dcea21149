package dev.treaty.tests.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.entry.ConsulVersion;
import dev.treaty.model.entry.DocumentVerdict;
import dev.treaty.model.entry.EntryDocuments;
import dev.treaty.model.entry.ResourceKinds;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.entry.Verdict;
import dev.treaty.model.entry.kind.AllKinds;
import dev.treaty.model.schema.EntryKind;
import dev.treaty.model.schema.Field;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Type;
import dev.treaty.model.syntax.SourceText;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The forms of one entry give one value, whatever its kind. */
class FourFormsTest {

  private static final int GOOD_ONES = 200;
  private static final int TRIES = 30_000;
  private static final ServerProfile NEWEST =
      new ServerProfile(ConsulVersion.of("2.1.0"), ServerProfile.Edition.ENTERPRISE);

  static Stream<EntryKind> kinds() {
    return AllKinds.supported().stream().filter(kind -> !kind.writtenByServers());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void allFormsGiveOneValue(EntryKind kind, TestReporter reporter) {
    EntryGenerator generator = new EntryGenerator(kind, 7);
    ServerProfile oldest = ServerProfile.DEFAULT;
    int good = 0;
    int resources = 0;
    for (int i = 0; i < TRIES && good < GOOD_ONES; i++) {
      Value.Fields written = (Value.Fields) withoutNulls(plain(kind.shape(), generator.next()));
      ServerProfile server = i % 2 == 0 && kind.isKnownTo(oldest) ? oldest : NEWEST;
      if (!difference(written, server).isEmpty()) {
        Value.Fields least =
            Shrinking.smallest(written, entry -> !difference(entry, server).isEmpty());
        assertThat(difference(least, server)).as("%s on %s", least, server).isEmpty();
      }
      if (verdict("a.json", Forms.json(written), server) instanceof Verdict.Accepted) {
        good++;
        resources += isResource(written, server) ? 1 : 0;
      }
    }
    reporter.publishEntry(kind.name(), good + " entries, " + resources + " of them as resources");
    assertThat(good).isEqualTo(GOOD_ONES);
    if (ResourceKinds.ofEntry(kind.name()).isPresent()) {
      assertThat(resources).isGreaterThan(GOOD_ONES / 10);
    }
  }

  private static boolean isResource(Value.Fields written, ServerProfile server) {
    return Forms.resource(written)
        .filter(text -> verdict("a.yaml", text, server) instanceof Verdict.Accepted)
        .isPresent();
  }

  /** Where the forms part ways; empty if they do not. */
  private static String difference(Value.Fields written, ServerProfile server) {
    Verdict json = verdict("a.json", Forms.json(written), server);
    Map<String, Verdict> others = new LinkedHashMap<>();
    others.put("HCL", verdict("a.hcl", Forms.hcl(written), server));
    others.put("HCL blocks", verdict("a.hcl", Forms.hclBlocks(written), server));
    others.put("bootstrap", verdict("a.hcl", Forms.bootstrap(written), server));
    others.put("YAML", verdict("a.yaml", Forms.yaml(written), server));
    others.put("YAML blocks", verdict("a.yaml", Forms.yamlBlocks(written), server));
    for (Map.Entry<String, Verdict> other : others.entrySet()) {
      if (!same(json, other.getValue())) {
        return other.getKey() + ":\n   " + said(other.getValue()) + "\nJSON:\n   " + said(json);
      }
    }
    Optional<String> resource = Forms.resource(written);
    if (resource.isEmpty() || written.get("Meta").isPresent()) {
      return "";
    }
    Verdict crd = verdict("a.yaml", resource.get(), server);
    return same(json, crd) || refusedByKubernetes(json, crd)
        ? ""
        : "resource:\n   " + said(crd) + "\nJSON:\n   " + said(json);
  }

  private static boolean same(Verdict json, Verdict other) {
    return switch (json) {
      case Verdict.Accepted accepted ->
          other instanceof Verdict.Accepted it && it.entry().equals(accepted.entry());
      case Verdict.Refused refused ->
          other instanceof Verdict.Refused it && it.stage() == refused.stage();
    };
  }

  /** What consul-k8s refuses beyond Consul, our rules for resources say in words of their own. */
  private static boolean refusedByKubernetes(Verdict json, Verdict resource) {
    return json instanceof Verdict.Accepted
        && resource instanceof Verdict.Refused refused
        && refused.diagnostics().stream()
            .allMatch(fault -> fault.code().equals(DiagnosticCode.INVALID_RESOURCE.id()));
  }

  private static String said(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Accepted accepted -> ValueJson.write(accepted.entry().body());
      case Verdict.Refused refused -> refused.stage() + " " + refused.diagnostics();
    };
  }

  private static Verdict verdict(String file, String text, ServerProfile server) {
    List<DocumentVerdict> verdicts =
        EntryDocuments.read(new SourceText(file, text), server).verdicts();
    assertThat(verdicts).as(text).hasSize(1);
    return verdicts.getFirst().verdict();
  }

  /**
   * The entry without what HCL cannot say: nulls, a list written as an empty map, and in opaque
   * values lists of one, which it takes for their element, and lists of maps, in which it takes a
   * map for a list of one; and without the spellings that only Consul's command knows.
   */
  private static Value.Fields plain(Shape shape, Value.Fields map) {
    Map<String, Value> plain = new LinkedHashMap<>();
    map.map()
        .forEach((key, value) -> {
          Optional<Field> field = shape.find(key, NEWEST);
          // Only requests may have hidden ones, which is what bootstrap entries are.
          boolean hidden = field.filter(it -> it.presence() == Field.Presence.HIDDEN).isPresent();
          if (!(value instanceof Value.Nothing) && !hidden) {
            plain.put(
                field.filter(it -> !it.alias().everywhere()).map(Field::name).orElse(key),
                plain(field.map(Field::type).orElse(Type.OPAQUE), value));
          }
        });
    return new Value.Fields(plain);
  }

  private static Value plain(Type type, Value value) {
    return switch (value) {
      case Value.Fields map when type instanceof Type.Struct(Shape shape) -> plain(shape, map);
      case Value.Fields(Map<String, Value> map)
          when type instanceof Type.StructMap(Shape shape, String goType) -> {
        Map<String, Value> inner = new LinkedHashMap<>();
        map.forEach((key, each) -> inner.put(key, plain(new Type.Struct(shape), each)));
        yield new Value.Fields(inner);
      }
      case Value.Items(List<Value> items) when type instanceof Type.Structs structs ->
          new Value.Items(
              items.stream().map(each -> plain(new Type.Struct(structs.shape()), each)).toList());
      case Value.Fields map when type instanceof Type.Opaque -> opaque(map);
      case Value.Fields(Map<String, Value> map)
          when map.isEmpty() && (type instanceof Type.Structs || type instanceof Type.Scalars) ->
          Value.Items.EMPTY;
      case Value.Fields map -> map;
      case Value.Items items -> items;
      case Value.Text text -> text;
      case Value.Whole whole -> whole;
      case Value.Decimal decimal -> decimal;
      case Value.Flag flag -> flag;
      case Value.Nothing nothing -> nothing;
    };
  }

  private static Value withoutNulls(Value value) {
    return switch (value) {
      case Value.Fields(Map<String, Value> map) -> {
        Map<String, Value> full = new LinkedHashMap<>();
        map.forEach((key, member) -> {
          if (!(member instanceof Value.Nothing)) {
            full.put(key, withoutNulls(member));
          }
        });
        yield new Value.Fields(full);
      }
      case Value.Items(List<Value> items) ->
          new Value.Items(items.stream().map(FourFormsTest::withoutNulls).toList());
      case Value.Text text -> text;
      case Value.Whole whole -> whole;
      case Value.Decimal decimal -> decimal;
      case Value.Flag flag -> flag;
      case Value.Nothing nothing -> nothing;
    };
  }

  private static Value.Fields opaque(Value.Fields map) {
    Value.Fields plain = Value.Fields.EMPTY;
    for (Map.Entry<String, Value> member : map.map().entrySet()) {
      plain =
          switch (member.getValue()) {
            case Value.Nothing nothing -> plain;
            case Value.Fields inner -> plain.with(member.getKey(), opaque(inner));
            case Value.Items(List<Value> items)
                when items.stream().anyMatch(Value.Fields.class::isInstance) ->
                plain;
            case Value.Items(List<Value> items) when items.size() == 1 ->
                plain.with(member.getKey(), new Value.Items(List.of(items.get(0), items.get(0))));
            case Value.Items items -> plain.with(member.getKey(), items);
            case Value.Text text -> plain.with(member.getKey(), text);
            case Value.Whole whole -> plain.with(member.getKey(), whole);
            case Value.Decimal decimal -> plain.with(member.getKey(), decimal);
            case Value.Flag flag -> plain.with(member.getKey(), flag);
          };
    }
    return plain;
  }
}
