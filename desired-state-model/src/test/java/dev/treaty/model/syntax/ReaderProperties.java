package dev.treaty.model.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ReaderProperties {

  private static final List<String> SEEDS =
      List.of(
          "Kind = \"service-intentions\"\n"
              + "Sources = [{ Name = \"a\" HTTP { X = 1 } }, <<EOF\n"
              + "x\n"
              + "EOF\n"
              + "]\n",
          "a \"b\" { c = 0x1f d = -1.5e3 /* x */ e = \"${f}\\n\" }\n",
          "{\"Kind\":\"proxy-defaults\",\"Config\":{\"a\":[1,null,true,\"\\u00e9\"]}}",
          "kind: X\nspec: &a {b: [1, 2]}\nc: *a\n---\n- |\n  text\n");

  @Provide
  Arbitrary<byte[]> mutated() {
    Arbitrary<Integer> edits = Arbitraries.integers().between(1, 6);
    return Combinators.combine(Arbitraries.of(SEEDS), edits, Arbitraries.longs())
        .as((seed, count, noise) -> {
          byte[] bytes = seed.getBytes(StandardCharsets.UTF_8);
          long state = noise;
          for (int i = 0; i < count; i++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            int at = (int) Math.floorMod(state >>> 33, (long) bytes.length);
            bytes[at] = (byte) (state >>> 20);
          }
          return bytes;
        });
  }

  @Property(tries = 3000, seed = "42")
  void noReaderThrowsWhateverTheBytes(@ForAll("mutated") byte[] bytes) {
    SourceText source = SourceText.of("a", bytes);
    assertThat(HclReader.read(source)).isNotNull();
    assertThat(JsonReader.read(source)).isNotNull();
    assertThat(YamlReader.read(source)).isNotNull();
  }

  @Property(tries = 1000, seed = "42")
  void noReaderThrowsWhateverTheText(@ForAll String text) {
    SourceText source = new SourceText("a", text);
    assertThat(HclReader.read(source)).isNotNull();
    assertThat(JsonReader.read(source)).isNotNull();
    assertThat(YamlReader.read(source)).isNotNull();
  }
}
