package dev.treaty.agent.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.treaty.agent.config.ConfigEntries;
import dev.treaty.agent.sidebyside.SideBySide;
import dev.treaty.agent.sidebyside.SideBySide.Answers;
import dev.treaty.model.entry.EntryKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What our agent finds out about gateways and routes, against what a real Consul does. */
@EnabledIfEnvironmentVariable(
    named = "TREATY_TEST_CONSUL",
    matches = ".+",
    disabledReason = "TREATY_TEST_CONSUL names no Consul binary")
final class GatewaysBesideConsulTest {

  private static final List<String> KINDS =
      List.of(
          "http-route",
          "tcp-route",
          "api-gateway",
          "bound-api-gateway",
          "inline-certificate",
          "service-defaults",
          "service-router",
          "service-splitter",
          "service-resolver",
          "proxy-defaults");

  private static final Pattern ROUTES =
      Pattern.compile(
          "(\\{\"Kind\":\"[a-z]+-route\",\"Name\":\"[^\"]*\",\"SectionName\":\"\"\\},?){2,}(?=\\])");

  @TempDir private static Path folder;

  private static SideBySide both;

  @BeforeAll
  static void start() throws IOException {
    both = new SideBySide(folder);
  }

  @AfterAll
  static void stop() {
    both.close();
  }

  /** A scenario: what is written ({@code {…}}) and deleted ({@code kind/name}), in order. */
  private record Scenario(String name, List<String> steps) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Scenario scenario(String name, String... steps) {
    return new Scenario(name, List.of(steps));
  }

  private static String gateway(String name, String... listeners) {
    return "{\"Kind\":\"api-gateway\",\"Name\":\"%s\",\"Listeners\":[%s]}"
        .formatted(name, String.join(",", listeners));
  }

  private static String listener(String name, int port, String protocol, String more) {
    return "{\"Name\":\"%s\",\"Port\":%d,\"Protocol\":\"%s\"%s}"
        .formatted(name, port, protocol, more);
  }

  private static String certificates(String... names) {
    return ",\"TLS\":{\"Certificates\":[%s]}"
        .formatted(
            Stream.of(names)
                .map("{\"Kind\":\"inline-certificate\",\"Name\":\"%s\"}"::formatted)
                .reduce((one, other) -> one + "," + other)
                .orElse(""));
  }

  private static String parents(String... parents) {
    return Stream.of(parents)
        .map(parent -> parent.split("#", 2))
        .map(parts ->
            "{\"Kind\":\"api-gateway\",\"Name\":\"%s\",\"SectionName\":\"%s\"}"
                .formatted(parts[0], parts.length > 1 ? parts[1] : ""))
        .reduce((one, other) -> one + "," + other)
        .orElse("");
  }

  private static String tcp(String name, String service, String... parents) {
    return "{\"Kind\":\"tcp-route\",\"Name\":\"%s\",\"Services\":[%s],\"Parents\":[%s]}"
        .formatted(
            name, service.isEmpty() ? "" : "{\"Name\":\"" + service + "\"}", parents(parents));
  }

  private static String http(String name, String services, String hostnames, String... parents) {
    String listed =
        Stream.of(services.split(","))
            .filter(service -> !service.isEmpty())
            .map("{\"Name\":\"%s\"}"::formatted)
            .reduce((one, other) -> one + "," + other)
            .orElse("");
    return ("{\"Kind\":\"http-route\",\"Name\":\"%s\",\"Hostnames\":[%s],"
            + "\"Rules\":[{\"Services\":[%s]}],\"Parents\":[%s]}")
        .formatted(name, hostnames, listed, parents(parents));
  }

  private static String defaults(String service, String protocol) {
    return "{\"Kind\":\"service-defaults\",\"Name\":\"%s\",\"Protocol\":\"%s\"}"
        .formatted(service, protocol);
  }

  static Stream<Scenario> scenarios() {
    return Stream.of(
        scenario(
            "a gateway alone, changed and deleted",
            gateway("g", listener("l1", 80, "http", ""), listener("l2", 81, "tcp", "")),
            gateway("g", listener("l1", 80, "http", ""), listener("l2", 81, "tcp", "")),
            gateway("g", listener("l3", 80, "http", "")),
            "api-gateway/g"),
        scenario(
            "a certificate that is missing, comes and goes",
            gateway("g", listener("l1", 80, "http", certificates("c1", "c2"))),
            http("r", "", "", "g"),
            Certificates.inline("c1"),
            Certificates.inline("c2"),
            "inline-certificate/c1",
            gateway("g", listener("l1", 80, "http", certificates("c2"))),
            "inline-certificate/c2"),
        scenario(
            "a route before its gateway",
            defaults("web", "http"),
            http("r", "web", "", "g"),
            gateway("g", listener("l1", 80, "http", "")),
            "api-gateway/g",
            gateway("g", listener("l1", 80, "http", "")),
            "http-route/r"),
        scenario(
            "a route to a listener that is unknown",
            gateway("g", listener("l1", 80, "tcp", "")),
            tcp("r", "db", "g#nope"),
            tcp("r", "db", "g#l1", "g#nope"),
            tcp("r", "db", "other"),
            tcp("r", "db", "g")),
        scenario(
            "two routes on a TCP listener",
            gateway("g", listener("l1", 80, "tcp", "")),
            tcp("r1", "db", "g#l1"),
            tcp("r2", "db", "g"),
            "tcp-route/r1",
            gateway("g", listener("l1", 81, "tcp", "")),
            tcp("r1", "db", "g#l1"),
            tcp("r2", "db", "nowhere")),
        scenario(
            "a route of another protocol than the listener",
            gateway("g", listener("l1", 80, "http", "")),
            tcp("r1", "db", "g#l1"),
            tcp("r2", "db", "g"),
            gateway("g", listener("l1", 80, "tcp", ""))),
        scenario(
            "a service of another protocol than the route",
            gateway("g", listener("l1", 80, "http", "")),
            http("r", "web", "", "g"),
            defaults("web", "grpc"),
            defaults("web", "http"),
            "service-defaults/web",
            "{\"Kind\":\"proxy-defaults\",\"Name\":\"global\",\"Config\":{\"protocol\":\"http\"}}",
            "proxy-defaults/global"),
        scenario(
            "a chain that contradicts itself",
            defaults("a", "http"),
            defaults("b", "http"),
            gateway("g", listener("l1", 80, "http", "")),
            http("r", "a", "", "g"),
            "{\"Kind\":\"service-splitter\",\"Name\":\"a\",\"Splits\":[{\"Weight\":50},"
                + "{\"Weight\":50,\"Service\":\"b\"}]}",
            defaults("b", "tcp"),
            http("r", "a,b,c", "", "g"),
            http("r", "", "", "g"),
            "service-splitter/a"),
        scenario(
            "hostnames",
            defaults("web", "http"),
            gateway(
                "g",
                listener("l1", 80, "http", ",\"Hostname\":\"*.a.com\""),
                listener("l2", 81, "http", ",\"Hostname\":\"x.b.com\"")),
            http("r", "web", "\"x.b.com\"", "g#l2"),
            http("r", "web", "\"y.a.com\"", "g#l1"),
            http("r", "web", "\"y.b.com\"", "g#l2"),
            http("r", "web", "\"y.b.com\"", "g#l1"),
            http("r", "web", "", "g")),
        scenario(
            "a listener that is renamed under its routes",
            gateway("g", listener("l1", 80, "tcp", "")),
            tcp("r", "db", "g#l1"),
            gateway("g", listener("l2", 80, "tcp", "")),
            gateway("g", listener("l2", 80, "tcp", ""), listener("l1", 81, "tcp", ""))),
        scenario(
            "several gateways",
            gateway("g1", listener("l", 80, "tcp", "")),
            gateway("g2", listener("l", 80, "tcp", ""), listener("m", 81, "tcp", "")),
            tcp("r", "db", "g1", "g2#m", "g3"),
            "api-gateway/g1",
            tcp("r", "cache", "g2#l"),
            "tcp-route/r",
            "api-gateway/g2"),
        scenario(
            "a route whose services change",
            defaults("a", "http"),
            defaults("b", "http"),
            gateway("g", listener("l1", 80, "http", "")),
            http("r", "a", "", "g"),
            http("r", "b", "", "g"),
            gateway("g", listener("l1", 90, "http", "")),
            http("s", "a", "", "g"),
            "http-route/r"),
        scenario(
            "a route that was written with a status of its own",
            gateway("g", listener("l1", 80, "tcp", "")),
            "{\"Kind\":\"tcp-route\",\"Name\":\"r\",\"Services\":[{\"Name\":\"db\"}],"
                + "\"Parents\":[{\"Name\":\"g\"}],\"Status\":{\"Conditions\":[{\"Type\":\"Bound\"}]}}",
            tcp("r", "db", "g")));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void findsOutWhatConsulFindsOut(Scenario scenario) {
    try {
      scenario.steps().forEach(GatewaysBesideConsulTest::step);
    } finally {
      clear();
    }
  }

  @Test
  void listsTheServicesBehindAGateway() {
    String register =
        "PUT /v1/catalog/register {\"Node\":\"n1\",\"Address\":\"1.1.1.1\",\"Service\":{%s}}";
    for (String line :
        List.of(
            "PUT /v1/config " + defaults("web", "http"),
            "PUT /v1/config {\"Kind\":\"service-defaults\",\"Name\":\"dest\",\"Destination\":"
                + "{\"Addresses\":[\"a.com\"],\"Port\":443}}",
            register.formatted("\"Service\":\"db\",\"Port\":1"),
            register.formatted("\"Service\":\"web\",\"Port\":1"),
            register.formatted("\"Service\":\"native\",\"Port\":1,\"Connect\":{\"Native\":true}"),
            register.formatted(
                "\"Kind\":\"connect-proxy\",\"Service\":\"web-proxy\",\"Port\":1,\"Proxy\":"
                    + "{\"DestinationServiceName\":\"web\"}"),
            "PUT /v1/config"
                + " {\"Kind\":\"ingress-gateway\",\"Name\":\"ig\",\"Listeners\":[{\"Port\":8080,"
                + "\"Protocol\":\"http\",\"Services\":[{\"Name\":\"web\",\"Hosts\":[\"x.com\"]}]},"
                + "{\"Port\":8081,\"Protocol\":\"http\",\"Services\":[{\"Name\":\"*\"}]}]}",
            "PUT /v1/config"
                + " {\"Kind\":\"terminating-gateway\",\"Name\":\"tg\",\"Services\":[{\"Name\":"
                + "\"db\",\"CAFile\":\"ca\",\"SNI\":\"s\"},{\"Name\":\"nope\"},"
                + "{\"Name\":\"*\",\"CAFile\":\"w\"}]}",
            "GET /v1/catalog/gateway-services/ig",
            "GET /v1/catalog/gateway-services/tg",
            "GET /v1/catalog/gateway-services/none",
            "GET /v1/catalog/gateway-services/",
            "DELETE /v1/config/ingress-gateway/ig",
            "DELETE /v1/config/terminating-gateway/tg",
            "GET /v1/catalog/gateway-services/tg")) {
      Answers answers = both.play(line);
      assertThat(answers.ours()).as(line).isEqualTo(answers.consul());
    }
    clear();
  }

  private static void step(String step) {
    Answers answers =
        step.startsWith("{") ? both.write(step) : both.send("DELETE", "/v1/config/" + step, "");
    assertThat(answers.ours()).as(step).isEqualTo(answers.consul());
    try {
      await()
          .during(Duration.ofMillis(250))
          .atMost(Duration.ofSeconds(4))
          .pollInterval(Duration.ofMillis(40))
          .until(() -> difference().isEmpty());
    } catch (ConditionTimeoutException e) {
      Answers last = difference().orElseThrow(() -> e);
      assertThat(last.ours()).as("after %s", step).isEqualTo(last.consul());
    }
  }

  private static Optional<Answers> difference() {
    return KINDS.stream()
        .map(kind -> both.get("/v1/config/" + kind))
        .map(answers -> new Answers(sorted(answers.consul()), sorted(answers.ours())))
        .filter(answers -> !answers.agree())
        .findFirst();
  }

  /** Two routes that bind at once come in either order. */
  private static String sorted(String answer) {
    return ROUTES
        .matcher(answer)
        .replaceAll(found ->
            Matcher.quoteReplacement(
                Stream.of(found.group().split("(?<=\\}),"))
                    .sorted()
                    .collect(Collectors.joining(","))));
  }

  private static void clear() {
    List<EntryKey> left =
        both.ours().agent().store().state().table(ConfigEntries.TABLE).all().stream()
            .map(entry -> entry.row().entry().key())
            .toList();
    for (String kind : KINDS) {
      left.stream()
          .filter(key -> key.kind().equals(kind) && !kind.equals("bound-api-gateway"))
          .forEach(key -> {
            var unused = both.send("DELETE", "/v1/config/" + kind + "/" + key.name(), "");
          });
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> both.get("/v1/config/bound-api-gateway").equals(new Answers("200 []", "200 []")));
  }
}
