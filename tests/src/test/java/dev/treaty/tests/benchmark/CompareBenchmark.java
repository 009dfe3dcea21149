package dev.treaty.tests.benchmark;

import dev.treaty.diff.OwnershipMarks;
import dev.treaty.model.entry.CanonicalForm;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryComparison;
import dev.treaty.model.entry.FileVerdict;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.entry.StoredEntry;
import dev.treaty.model.syntax.SourceText;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** 10,000 declared entries against 10,000 live ones that mean the same and carry our marks. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class CompareBenchmark {

  private static final int ENTRIES = 10_000;

  private final List<Entry> declared = new ArrayList<>();
  private final List<Entry> live = new ArrayList<>();

  /** Both sides are made apart, as files and answers are. */
  public CompareBenchmark() {
    for (int i = 0; i < ENTRIES; i++) {
      String text =
          i % 2 == 0
              ? Samples.HCL.replace("\"api\"", "\"api-" + i + "\"")
              : "Kind = \"service-defaults\"\nName = \"api-" + i + "\"\nProtocol = \"http\"\n";
      SourceText source = new SourceText("a.hcl", text);
      Entry entry = FileVerdict.of(source, ServerProfile.DEFAULT).entries().getFirst();
      Entry marked = OwnershipMarks.mark(entry, "bench", "c/" + entry.key().path(), "0".repeat(40));
      declared.add(entry);
      live.add(StoredEntry.of((Value.Fields) ValueJson.parse(ValueJson.bytes(marked.body()))));
    }
  }

  @Benchmark
  public int compare10000EqualEntries() {
    int differences = 0;
    for (int i = 0; i < ENTRIES; i++) {
      differences += EntryComparison.compareWithoutMarks(live.get(i), declared.get(i)).size();
    }
    if (differences > 0) {
      throw new IllegalStateException("they are equal");
    }
    return differences;
  }

  /** What is done for those that are not the same word for word. */
  @Benchmark
  public int canonicalFormsOf10000Entries() {
    int size = 0;
    for (Entry entry : declared) {
      size += CanonicalForm.of(entry).map().size();
    }
    return size;
  }

  @Benchmark
  public int digestsOf10000Entries() {
    int size = 0;
    for (Entry entry : declared) {
      size += CanonicalForm.digest(entry).length();
    }
    return size;
  }
}
