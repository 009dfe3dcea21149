package dev.treaty.reconcile.consul;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.value.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpConsulClientTest {
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private volatile Handler handler = exchange -> answer(exchange, 200, "{}");

  private interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Consul-Token")));
          handler.handle(exchange);
        });
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private ConsulConnection connection() {
    return ConsulConnection.to("127.0.0.1:" + server.getAddress().getPort());
  }

  private ConsulClient client() {
    return HttpConsulClient.open(connection());
  }

  @Test
  void readsAListWithItsIndexAndTheAclMark() {
    handler =
        exchange -> {
          exchange.getResponseHeaders().set("X-Consul-Index", "42");
          exchange.getResponseHeaders().set("X-Consul-Results-Filtered-By-ACLs", "true");
          answer(exchange, 200, "[{\"Kind\":\"mesh\",\"Hash\":18446744073709551615}]");
        };

    var answer = client().listConfig("mesh", Blocking.NONE);

    assertThat(answer).isInstanceOf(ConsulAnswer.Done.class);
    var done = (ConsulAnswer.Done<List<Value.Fields>>) answer;
    assertThat(done.index()).isEqualTo(42);
    assertThat(done.filteredByAcls()).isTrue();
    assertThat(done.value().getFirst().text("Kind")).isEqualTo("mesh");
  }

  @Test
  void sendsTheWaitOfABlockingQueryInMilliseconds() {
    handler = exchange -> answer(exchange, 200, "[]");

    assertThat(client().peerings(new Blocking(7, Duration.ofSeconds(2))).isDone()).isTrue();

    assertThat(requests).containsExactly("GET /v1/peerings?index=7&wait=2000ms");
  }

  @Test
  void keepsAnOddNameInOneSegment() {
    var answer = client().readConfig(EntryKey.of("service-defaults", "a/../b?c#d e%2f"));

    assertThat(answer.isDone()).isTrue();
    assertThat(requests)
        .containsExactly("GET /v1/config/service-defaults/a%2F..%2Fb%3Fc%23d%20e%252f");
  }

  @Test
  void saysARefusalInTheWordsOfConsulsClient() {
    handler = exchange -> answer(exchange, 500, "No cluster leader\n");

    assertThat(client().agentSelf().describe())
        .isEqualTo("Unexpected response code: 500 (No cluster leader)");
  }

  @Test
  void tellsARefusedConnectionFromAnHttpError() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var answer = HttpConsulClient.open(ConsulConnection.to("http://127.0.0.1:" + port)).agentSelf();

    assertThat(answer)
        .isInstanceOfSatisfying(
            ConsulAnswer.Unreachable.class,
            unreachable ->
                assertThat(unreachable.cause()).isEqualTo(ConsulAnswer.Cause.CONNECTION_REFUSED));
    assertThat(answer.describe()).contains("connection refused");
  }

  @Test
  void believesNoHalfDocument() {
    handler = exchange -> answer(exchange, 200, "[{\"Name\":\"web\"}");

    assertThat(client().listConfig("", Blocking.NONE)).isInstanceOf(ConsulAnswer.Malformed.class);
  }

  @Test
  void believesNoListThatIsNone() {
    handler = exchange -> answer(exchange, 200, "{\"Name\":\"web\"}");

    assertThat(client().listConfig("", Blocking.NONE)).isInstanceOf(ConsulAnswer.Malformed.class);
  }

  @Test
  void takesALostCompareAndSetAsFalse() {
    handler = exchange -> answer(exchange, 200, "false");

    var answer =
        client()
            .writeConfig(Value.Fields.EMPTY.with("Kind", Value.text("mesh")), OptionalLong.of(9));

    assertThat(answer.done()).contains(false);
    assertThat(requests).containsExactly("PUT /v1/config?cas=9");
    assertThat(bodies).containsExactly("{\"Kind\":\"mesh\"}");
  }

  @Test
  void endsACallThatIsNotAnsweredInTime() {
    CountDownLatch release = new CountDownLatch(1);
    handler =
        exchange -> {
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        };

    var answer =
        HttpConsulClient.open(connection().withTimeout(Duration.ofMillis(200))).agentSelf();
    release.countDown();

    assertThat(answer)
        .isInstanceOfSatisfying(
            ConsulAnswer.Unreachable.class,
            unreachable -> assertThat(unreachable.cause()).isEqualTo(ConsulAnswer.Cause.TIMEOUT));
  }

  @Test
  void followsNoRedirectWithTheToken() {
    handler =
        exchange -> {
          exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/elsewhere");
          answer(exchange, 301, "");
        };

    var answer =
        HttpConsulClient.open(connection().withToken(AccessToken.of("s3cret"))).agentSelf();

    assertThat(answer).isInstanceOf(ConsulAnswer.Refused.class);
    assertThat(tokens).containsExactly("s3cret");
    assertThat(answer.toString()).doesNotContain("s3cret");
  }

  @Test
  void printsNoToken() {
    assertThat(connection().withToken(AccessToken.of("s3cret")).toString())
        .doesNotContain("s3cret");
    assertThat(PeeringToken.of("s3cret").toString()).doesNotContain("s3cret");
  }

  @Test
  void doesNotRepeatASecretThatTheServerRepeats() {
    handler = exchange -> answer(exchange, 500, "no: s3cret and t0ken");
    ConsulClient client = HttpConsulClient.open(connection().withToken(AccessToken.of("s3cret")));

    assertThat(client.agentSelf().describe()).doesNotContain("s3cret").contains("no: ");
    assertThat(client.establish("cluster-01", PeeringToken.of("t0ken"), Map.of()).describe())
        .isEqualTo("Unexpected response code: 500 (no: (sensitive value) and (sensitive value))");
  }

  @Test
  void sendsThePeeringTokenWithItsMark() {
    assertThat(
            client()
                .establish("cluster-01", PeeringToken.of("abc"), Map.of("treaty-id", "p:peering"))
                .isDone())
        .isTrue();

    assertThat(bodies)
        .containsExactly(
            "{\"PeerName\":\"cluster-01\",\"PeeringToken\":\"abc\",\"Meta\":{\"treaty-id\":\"p:peering\"}}");
  }

  @Test
  void sendsTenancyOnlyWhereNotDefault() {
    assertThat(client().within(new Tenancy("team", "default")).members().isDone()).isFalse();

    assertThat(requests).containsExactly("GET /v1/agent/members?partition=team");
  }
}
