package dev.treaty.model.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.entry.kind.AllKinds;
import dev.treaty.model.schema.EntryKind;
import dev.treaty.model.schema.Field;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Type;
import dev.treaty.model.syntax.SourceText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class TyposTest {

  private static final int TYPOS = 120;

  private static final ServerProfile NEWEST =
      new ServerProfile(ConsulVersion.of("2.1.0"), ServerProfile.Edition.ENTERPRISE);

  /** A key at its place in a kind. */
  private record Key(EntryKind kind, List<Field> path) {}

  @Test
  void aMisspeltKeyIsShownWithItsPlaceAndTheRightOne(TestReporter reporter) {
    List<Key> keys = new ArrayList<>();
    AllKinds.supported().stream()
        .filter(kind -> !kind.writtenByServers())
        .forEach(kind -> keys.addAll(someOf(kind)));
    List<String> missed = new ArrayList<>();
    int all = 0;
    for (int i = 0; i < keys.size() && all < TYPOS; i++) {
      Key key = keys.get(i);
      String right = key.path().getLast().name();
      String typo = misspelt(right, new Random(i));
      Diagnostic found = unknown(key, typo);
      SourceRange range = found.range().orElseThrow();
      int depth = key.path().size();
      assertThat(range.startLine()).as(found.toString()).isEqualTo(2 + depth);
      assertThat(range.startColumn()).isEqualTo(1);
      assertThat(found.keyPath()).as(found.toString()).endsWith(typo);
      assertThat(found.message().length() + found.hint().length()).isLessThanOrEqualTo(300);
      if (!found.hint().contains("\"" + right + "\"")) {
        missed.add(right + " as " + typo + ": " + found.hint());
      }
      all++;
    }
    reporter.publishEntry("typos: " + (all - missed.size()) + " of " + all + " named");
    assertThat(all).isGreaterThanOrEqualTo(100);
    assertThat(missed).hasSizeLessThanOrEqualTo(all / 20);
  }

  /** Seven keys of a kind, whatever their depth. */
  private static List<Key> someOf(EntryKind kind) {
    List<Key> keys = new ArrayList<>();
    collect(kind, kind.shape(), List.of(), keys);
    Collections.shuffle(keys, new Random(kind.name().hashCode()));
    return keys.subList(0, Math.min(7, keys.size()));
  }

  private static void collect(EntryKind kind, Shape shape, List<Field> path, List<Key> keys) {
    for (Field field : shape.list()) {
      List<Field> at = new ArrayList<>(path);
      at.add(field);
      if (field.isShown() && !field.name().equals("Kind") && field.name().length() > 3) {
        keys.add(new Key(kind, at));
      }
      if (field.type() instanceof Type.Struct(Shape inner)) {
        collect(kind, inner, at, keys);
      } else if (field.type() instanceof Type.Structs structs) {
        collect(kind, structs.shape(), at, keys);
      }
    }
  }

  private static String misspelt(String name, Random random) {
    int at = 1 + random.nextInt(name.length() - 2);
    String typo =
        switch (random.nextInt(4)) {
          case 0 -> name.substring(0, at) + name.substring(at + 1);
          case 1 -> name.substring(0, at) + name.charAt(at) + name.substring(at);
          case 2 ->
              name.substring(0, at)
                  + name.charAt(at + 1)
                  + name.charAt(at)
                  + name.substring(at + 2);
          default -> name.substring(0, at) + 'x' + name.substring(at + 1);
        };
    return typo.equalsIgnoreCase(name) ? name + "e" : typo;
  }

  /** One key a line, so that the typo stands on the line after its last parent. */
  private static Diagnostic unknown(Key key, String typo) {
    StringBuilder text =
        new StringBuilder("Kind = \"" + key.kind().name() + "\"\nName = \"web\"\n");
    StringBuilder end = new StringBuilder();
    for (Field parent : key.path().subList(0, key.path().size() - 1)) {
      boolean list = parent.type() instanceof Type.Structs;
      text.append(parent.name()).append(list ? " = [{\n" : " = {\n");
      end.insert(0, list ? "}]\n" : "}\n");
    }
    text.append(typo).append(" = \"x\"\n").append(end);
    FileVerdict verdict = FileVerdict.of(new SourceText("a.hcl", text.toString()), NEWEST);
    return verdict.diagnostics().stream()
        .filter(diagnostic -> diagnostic.keyPath().endsWith(typo))
        .findFirst()
        .orElseThrow(() -> new AssertionError(text + " gave " + verdict.diagnostics()));
  }
}
