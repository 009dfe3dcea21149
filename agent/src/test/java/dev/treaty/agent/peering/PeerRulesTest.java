package dev.treaty.agent.peering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.agent.peering.stream.Secret;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerRulesTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "cluster-02", "0", "a--b"})
  void takesDnsLabels(String name) {
    assertThat(PeerRules.nameProblem(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "UP",
        "-a",
        "a-",
        "a.b",
        "a_b",
        "ü",
        "a\n",
        "0123456789012345678901234567890123456789012345678901234567890123"
      })
  void refusesOtherNames(String name) {
    assertThat(PeerRules.nameProblem(name))
        .hasValueSatisfying(
            text -> assertThat(text).startsWith(name + " is not a valid peer name: "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.2.3.4:1", "host:65535", "a.b-c_d:8503", "[::1]:8503", "[fe80::1%eth0]:1"})
  void dialsHostsWithPorts(String address) {
    assertThat(PeerRules.isDialable(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host",
        ":1",
        "host:",
        "host:0",
        "host:65536",
        "host:-1",
        "host:x",
        "::1:8503",
        "http://host:1",
        "user@host:1",
        "a b:1",
        "host:1/x",
        "[]:1",
        "host:000001"
      })
  void dialsNothingElse(String address) {
    assertThat(PeerRules.isDialable(address)).isFalse();
  }

  @Test
  void metaHasConsulsLimits() {
    assertThat(PeerRules.metaProblem(Map.of("env", "prod"))).isEmpty();
    assertThat(problem("", "v")).endsWith("('', 'v'): Key cannot be blank");
    assertThat(problem("a b", "v")).endsWith("Key contains invalid characters");
    assertThat(problem("k".repeat(129), "v")).endsWith("Key is too long (limit: 128 characters)");
    assertThat(problem("consul-x", "y")).endsWith("reserved for internal use");
    assertThat(problem("k", "v".repeat(513))).endsWith("Value is too long (limit: 512 characters)");
    Map<String, String> many =
        IntStream.range(0, 65).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));
    assertThat(PeerRules.metaProblem(many).orElse("")).contains("more than 64");
  }

  @Test
  void aTokenWithCountlessAddressesIsRefused() {
    List<String> addresses = Collections.nCopies(PeerRules.MAX_ADDRESSES + 1, "host:1");
    PeeringToken token =
        new PeeringToken(
            List.of(),
            List.of(),
            addresses,
            "server",
            "id",
            Secret.EMPTY,
            PeeringToken.Remote.UNKNOWN);
    assertThat(PeerRules.tokenProblem(token))
        .contains("peering token has more than 64 server addresses");
  }

  @Test
  void retriesQuicklyFirstAndNeverSlowerThanTwentySeconds() {
    Random random = new Random(1);
    assertThat(RetryPace.after(1, false, random)).isLessThan(Duration.ofMillis(126));
    assertThat(RetryPace.after(1, true, random)).isLessThan(Duration.ofMillis(13));
    for (int failures = 1; failures < 200; failures++) {
      assertThat(RetryPace.after(failures, false, random))
          .isBetween(Duration.ofMillis(100), Duration.ofSeconds(20));
    }
  }

  private static String problem(String key, String value) {
    return PeerRules.metaProblem(Map.of(key, value)).orElse("");
  }
}
