package dev.treaty.agent.settings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.syntax.SourceText;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Configuration files of whatever bytes are read or diagnosed, none in more than two seconds of
 * processor time. {@code -Dtreaty.fuzz=N} says how many.
 */
class SettingsFuzzTest {

  private static final int RUNS = Integer.getInteger("treaty.fuzz", 4000);
  private static final double SECONDS = 2;

  private static final List<String> SEEDS =
      List.of(
          """
          datacenter = "dc1"  node_name = "n1"  data_dir = "/d"  server = true
          bootstrap_expect = 3  retry_join = ["127.0.0.1:8301", "[::1]:8302"]
          encrypt = "MDEyMzQ1Njc4OWFiY2RlZg=="
          ports { http = 8500 https = -1 grpc_tls = 0 }
          addresses { http = "127.0.0.1 unix:///s" }
          tls { defaults { ca_file = "a" verify_incoming = true } https { cert_file = "c" } }
          limits { http_max_conns_per_client = 200 }
          telemetry { prometheus_retention_time = "10s" prefix_filter = ["+a", "-b"] }
          node_meta { a = "b" }  log_level = "warn"  log_rotate_bytes = 1e3
          """,
          """
          {"peering":{"enabled":true,"token_ttl":"24h"},"connect":{"enabled":true},
           "bind_addr":"{{ GetPrivateIP }}","client_addr":"0.0.0.0","acl":{"enabled":false},
           "service":{"name":"web","port":80,"meta":{"v":"1"},"checks":[{"ttl":"10s"}]},
           "config_entries":{"bootstrap":[{"Kind":"mesh"},{"kind":"proxy-defaults","name":"global"}]}}
          """,
          """
          service { id = "w" name = "w" connect { sidecar_service { proxy { upstreams = [{
            destination_name = "x" local_bind_port = 1 }] } } } check { http = "http://a" interval = "1s" } }
          check { id = "m" args = ["/bin/true"] interval = "10s" timeout = "1s" }
          services = [{ name = "b", tags = ["t"], weights = { passing = 1 } }]
          """);

  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          "=",
          ",",
          "null",
          "-1",
          "1e999",
          "9223372036854775808",
          "true",
          "\u0000",
          "\u202e",
          "<<EOF\n",
          "/*",
          "\\u",
          "service {",
          "ports",
          "\"\"",
          "[[[[[[[[",
          "\n");

  @Test
  void mutatedFilesAreOnlyDiagnosed(TestReporter reporter) {
    Random random = new Random(4);
    long longest = 0;
    int usable = 0;
    for (int run = 0; run < RUNS; run++) {
      byte[] bytes = SEEDS.get(random.nextInt(SEEDS.size())).getBytes(UTF_8);
      for (int times = random.nextInt(6); times >= 0; times--) {
        bytes = mutated(bytes, random);
      }
      long before = cpu();
      try {
        usable += isUsable(bytes) ? 1 : 0;
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("run " + run + ":\n" + new String(bytes, UTF_8), e);
      }
      longest = Math.max(longest, cpu() - before);
    }
    assertThat(longest / 1e9).isLessThan(SECONDS);
    reporter.publishEntry(
        "fuzz: %d configurations, %d usable, longest %.1f ms"
            .formatted(RUNS, usable, longest / 1e6));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[", "{", "service {", "a = [", "service = [{", "{\"a\":", "x = \"${", "/*", "\""})
  void aMegabyteOfOneThingIsRefused(String piece) {
    String much = piece.repeat(1_000_000 / piece.length());
    for (String text : List.of(much, "service { meta = " + much, "node_meta { a = " + much)) {
      long before = cpu();
      assertThat(isUsable(text.getBytes(UTF_8))).isFalse();
      assertThat((cpu() - before) / 1e9).isLessThan(SECONDS);
    }
  }

  private static boolean isUsable(byte[] bytes) {
    SettingsReader reader = new SettingsReader(AgentSettings.server("host"));
    reader.add(SourceText.of("agent.hcl", bytes));
    SettingsVerdict verdict = reader.verdict();
    assertThat(verdict.isUsable() || !verdict.diagnostics().isEmpty()).isTrue();
    return verdict.isUsable();
  }

  private static byte[] mutated(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length + 1);
    int end = Math.min(bytes.length, at + random.nextInt(12));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    switch (random.nextInt(5)) {
      case 0 -> end = Math.min(bytes.length, end + 1);
      case 1 -> out.write(random.nextInt(256));
      case 2 -> out.writeBytes(PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8));
      case 3 -> {
        out.write(bytes, at, end - at);
        out.write(bytes, at, end - at);
      }
      default ->
          out.writeBytes(
              new String(bytes, at, end - at, ISO_8859_1)
                  .toUpperCase(Locale.ROOT)
                  .getBytes(ISO_8859_1));
    }
    out.write(bytes, end, bytes.length - end);
    return out.toByteArray();
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
