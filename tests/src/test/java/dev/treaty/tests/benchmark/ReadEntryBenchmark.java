package dev.treaty.tests.benchmark;

import com.bertramlabs.plugins.hcl4j.HCLParser;
import com.bertramlabs.plugins.hcl4j.HCLParserException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.treaty.model.entry.FileVerdict;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.syntax.HclReader;
import dev.treaty.model.syntax.JsonReader;
import dev.treaty.model.syntax.Parsed;
import dev.treaty.model.syntax.SourceText;
import dev.treaty.model.syntax.YamlReader;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.io.IOException;
import java.util.List;
import java.util.Map;
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
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** One typical entry: read by us with positions, by others without; judged; written as JSON. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ReadEntryBenchmark {

  private static final ObjectMapper JACKSON = new ObjectMapper();
  private static final LoadSettings YAML = LoadSettings.builder().build();

  private final SourceText hcl = new SourceText("a.hcl", Samples.HCL);
  private final SourceText json = new SourceText("a.json", Samples.JSON);
  private final SourceText yaml = new SourceText("a.yaml", Samples.YAML);
  private final Value value =
      FileVerdict.of(hcl, ServerProfile.DEFAULT).entries().getFirst().body();
  private final JsonNode tree = tree(ValueJson.write(value));

  private static JsonNode tree(String json) {
    try {
      return JACKSON.readTree(json);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Benchmark
  public Parsed hclTreaty() {
    return HclReader.read(hcl);
  }

  @Benchmark
  public Map<String, Object> hclHcl4j() throws HCLParserException, IOException {
    return new HCLParser().parse(Samples.HCL);
  }

  @Benchmark
  public Parsed jsonTreaty() {
    return JsonReader.read(json);
  }

  @Benchmark
  public JsonNode jsonJackson() throws IOException {
    return JACKSON.readTree(Samples.JSON);
  }

  @Benchmark
  public List<Parsed> yamlTreaty() {
    return YamlReader.read(yaml);
  }

  @Benchmark
  public Object yamlSnakeyaml() {
    return new Load(YAML).loadFromString(Samples.YAML);
  }

  /** Read, decoded, normalised and validated. */
  @Benchmark
  public FileVerdict judgeTreaty() {
    return FileVerdict.of(hcl, ServerProfile.DEFAULT);
  }

  @Benchmark
  public byte[] writeTreaty() {
    return ValueJson.bytes(value);
  }

  @Benchmark
  public byte[] writeJackson() throws IOException {
    return JACKSON.writeValueAsBytes(tree);
  }
}
