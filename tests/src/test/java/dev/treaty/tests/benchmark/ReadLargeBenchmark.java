package dev.treaty.tests.benchmark;

import com.bertramlabs.plugins.hcl4j.HCLParser;
import com.bertramlabs.plugins.hcl4j.HCLParserException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.treaty.model.syntax.HclReader;
import dev.treaty.model.syntax.JsonReader;
import dev.treaty.model.syntax.Parsed;
import dev.treaty.model.syntax.SourceText;
import dev.treaty.model.syntax.YamlReader;
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

/** One file of 10 MB, and one of 100 KB for HCL4J, whose time grows with the square of the size. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 4)
@Measurement(iterations = 7)
public class ReadLargeBenchmark {

  private static final int TEN_MEGABYTES = 10 * 1024 * 1024;
  private static final int HUNDRED_KILOBYTES = 100 * 1024;
  private static final ObjectMapper JACKSON = new ObjectMapper();
  private static final LoadSettings YAML =
      LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();

  /** Made when they are first used: each benchmark runs in a process of its own. */
  private String text = "";

  private SourceText source(String file) {
    if (text.isEmpty()) {
      text =
          switch (file) {
            case "a.hcl" -> Samples.hcl(TEN_MEGABYTES);
            case "small.hcl" -> Samples.hcl(HUNDRED_KILOBYTES);
            case "a.json" -> Samples.json(TEN_MEGABYTES);
            default -> Samples.yaml(TEN_MEGABYTES);
          };
    }
    return new SourceText(file, text);
  }

  @Benchmark
  public Parsed hclTreaty() {
    return HclReader.read(source("a.hcl"));
  }

  @Benchmark
  public Parsed hclOf100KilobytesTreaty() {
    return HclReader.read(source("small.hcl"));
  }

  @Benchmark
  public Map<String, Object> hclOf100KilobytesHcl4j() throws HCLParserException, IOException {
    return new HCLParser().parse(source("small.hcl").text());
  }

  @Benchmark
  public Parsed jsonTreaty() {
    return JsonReader.read(source("a.json"));
  }

  @Benchmark
  public JsonNode jsonJackson() throws IOException {
    return JACKSON.readTree(source("a.json").text());
  }

  @Benchmark
  public List<Parsed> yamlTreaty() {
    return YamlReader.read(source("a.yaml"));
  }

  @Benchmark
  public Object yamlSnakeyaml() {
    return new Load(YAML).loadFromString(source("a.yaml").text());
  }
}
