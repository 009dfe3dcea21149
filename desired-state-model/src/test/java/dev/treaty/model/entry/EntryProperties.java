package dev.treaty.model.entry;

import static dev.treaty.model.entry.Judging.COMMUNITY;
import static dev.treaty.model.entry.Judging.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class EntryProperties {

  @Property(tries = 1500, seed = "12")
  void whatWasStoredComparesEqualToItself(@ForAll long seed) {
    Entry entry = stored(Forms.json(new EntryArbitraries(seed).entry()), COMMUNITY);
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
    Entry from = stored(Forms.json(new EntryArbitraries(one).entry()), COMMUNITY);
    Entry to = stored(Forms.json(new EntryArbitraries(other).entry()), COMMUNITY);
    if (from.key().equals(to.key())) {
      assertThat(EntryComparison.compare(from, to).isEmpty())
          .isEqualTo(CanonicalForm.digest(from).equals(CanonicalForm.digest(to)));
    }
  }
}
