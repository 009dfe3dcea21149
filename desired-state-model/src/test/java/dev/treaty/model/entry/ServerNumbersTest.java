package dev.treaty.model.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.value.ValueJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers as servers of Consul 1.16.4 and 2.1 were seen to store them. */
class ServerNumbersTest {

  private static Verdict judge(String json, String version) {
    return EntryJudge.judgeJson(
        json.getBytes(StandardCharsets.UTF_8),
        new ServerProfile(ConsulVersion.of(version), ServerProfile.Edition.COMMUNITY));
  }

  private static String stored(String json) {
    return judge(json, "1.16.4") instanceof Verdict.Accepted accepted
        ? ValueJson.write(accepted.entry().body())
        : "refused";
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 4294967295",
    "-1.5, 4294967295",
    "4294967297, 1",
    "1e10, 1410065408",
    "1e19, 2313682944",
    "-1e10, 2884901888",
    "true, 1",
    "\"0x10\", 16"
  })
  void keepsTheLowestBitsWhereNoSignCanBeKept(String written, String expected) {
    String entry =
        "{\"Kind\":\"service-defaults\",\"Name\":\"n\",\"UpstreamConfig\":{\"Defaults\":"
            + "{\"PassiveHealthCheck\":{\"MaxFailures\":%s}}}}";
    assertThat(stored(entry.formatted(written))).contains("\"MaxFailures\":" + expected + "}");
  }

  @ParameterizedTest
  @CsvSource({
    "9.3e18, -9223372036854775808",
    "-1e30, -9223372036854775808",
    "9223372036854775807, -9223372036854775808",
    "1e18, 1000000000000000000",
    "1.9, 1"
  })
  void goesOverIntoTheSmallestNumber(String written, String expected) {
    String entry = "{\"Kind\":\"service-defaults\",\"Name\":\"n\",\"MaxInboundConnections\":%s}";
    assertThat(stored(entry.formatted(written)))
        .contains("\"MaxInboundConnections\":" + expected + "}");
    assertThat(judge(entry.formatted(written), "1.16.4"))
        .isInstanceOfSatisfying(
            Verdict.Accepted.class,
            accepted -> assertThat(accepted.warnings()).hasSize(written.equals("1e18") ? 0 : 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1.16.4 | 1 error(s) decoding:\\n\\n* error decoding 'ConnectTimeout': time: missing unit in duration "15"
          1.21.4 | 1 error(s) decoding:\\n\\n* error decoding 'ConnectTimeout': time: missing unit in duration "15"
          1.21.5 | decoding failed due to the following error(s):\\n\\n'ConnectTimeout' time: missing unit in duration
          2.1.0  | decoding failed due to the following error(s):\\n\\n'ConnectTimeout' time: missing unit in duration
          """)
  void speaksTheWordsOfTheRelease(String version, String expected) {
    Verdict verdict =
        judge("{\"Kind\":\"service-resolver\",\"Name\":\"n\",\"ConnectTimeout\":\"15\"}", version);
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> assertThat(refused.consulText()).isEqualTo(expected.replace("\\n", "\n")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1.5.5s               | time: missing unit in duration "1.5.5s"
          127.0.0.1:1          | time: missing unit in duration "127.0.0.1:1"
          .s                   | time: invalid duration ".s"
          ü                    | time: invalid duration "\\xc3\\xbc"
          99999999999999999999 | time: invalid duration "99999999999999999999"
          1d                   | time: unknown unit "d" in duration "1d"
          """)
  void saysWhatIsWrongWithADuration(String written, String expected) {
    Verdict verdict =
        judge(
            "{\"Kind\":\"service-resolver\",\"Name\":\"n\",\"ConnectTimeout\":\"" + written + "\"}",
            "1.16.4");
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> assertThat(refused.consulText()).endsWith("': " + expected));
  }
}
