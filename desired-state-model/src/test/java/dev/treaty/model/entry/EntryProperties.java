package dev.treaty.model.entry;

import static dev.treaty.model.entry.Judging.COMMUNITY;
import static dev.treaty.model.entry.Judging.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class EntryProperties {

  @Property(tries = 1500, seed = "12")
  void whatWasStoredComparesEqualToItself(@ForAll long seed) {
    Entry entry = stored(ValueJson.write(new EntryArbitraries(seed).entry()), COMMUNITY);
    Entry answered =
        StoredEntry.of(
            (Value.Fields)
                ValueJson.parse(ValueJson.write(entry.body()).getBytes(StandardCharsets.UTF_8)));
    Entry again = stored(ValueJson.write(StoredEntry.toSend(answered)), COMMUNITY);

    assertThat(EntryComparison.compare(entry, answered)).isEmpty();
    assertThat(ValueJson.write(again.body())).isEqualTo(ValueJson.write(entry.body()));
    assertThat(CanonicalForm.digest(again)).isEqualTo(CanonicalForm.digest(entry));
  }

  @Property(tries = 1500, seed = "13")
  void differencesAreEmptyExactlyWhereDigestsAreEqual(@ForAll long one, @ForAll long other) {
    Entry from = stored(ValueJson.write(new EntryArbitraries(one).entry()), COMMUNITY);
    Entry to = stored(ValueJson.write(new EntryArbitraries(other).entry()), COMMUNITY);
    if (from.key().equals(to.key())) {
      assertThat(EntryComparison.compare(from, to).isEmpty())
          .isEqualTo(CanonicalForm.digest(from).equals(CanonicalForm.digest(to)));
    }
  }

  /** A pair that differs in up to two of: a mark, a key of Meta, a field, the order of keys. */
  @Property(tries = 1500, seed = "14")
  void marksAreLeftOutAsIfTheyWereTakenOut(@ForAll long seed) {
    Random random = new Random(seed);
    Entry one =
        changed(stored(ValueJson.write(new EntryArbitraries(seed).entry()), COMMUNITY), random);
    Entry other = changed(one, random);
    assertThat(EntryComparison.compareWithoutMarks(one, other))
        .isEqualTo(
            EntryComparison.compare(
                CanonicalForm.withoutMarks(one), CanonicalForm.withoutMarks(other)));
  }

  private static Entry changed(Entry entry, Random random) {
    Value.Fields meta = entry.meta();
    return switch (random.nextInt(6)) {
      case 0 -> entry.withMeta(meta.with("treaty-id", Value.text("p:" + random.nextInt(2))));
      case 1 -> entry.withMeta(meta.with("external-source", Value.text("treaty")));
      case 2 -> entry.withMeta(meta.with("external-source", Value.text("other")));
      case 3 -> entry.withMeta(meta.with("own", Value.text("" + random.nextInt(2))));
      case 4 -> new Entry(entry.key(), entry.body().with("New", Value.text("x")));
      default -> {
        List<String> keys = new ArrayList<>(entry.body().map().keySet());
        Collections.shuffle(keys, random);
        Map<String, Value> turned = new LinkedHashMap<>();
        keys.forEach(key -> turned.put(key, entry.body().map().get(key)));
        yield new Entry(entry.key(), new Value.Fields(turned));
      }
    };
  }
}
