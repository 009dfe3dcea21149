package dev.treaty.agent.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treaty.agent.catalog.CatalogOutcome;
import dev.treaty.agent.catalog.Deregister;
import dev.treaty.agent.catalog.NodeRow;
import dev.treaty.agent.catalog.Register;
import dev.treaty.agent.catalog.ServiceRow;
import dev.treaty.agent.store.BatchedLog;
import dev.treaty.agent.store.Store;
import dev.treaty.model.entry.Tenancy;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpCatalogTest {

  private static final NodeRow NODE =
      new NodeRow(
          "",
          "default",
          "11111111-2222-3333-4444-555555555555",
          "client one",
          "10.0.0.9",
          "dc1",
          Map.of("lan", "10.0.0.9"),
          Map.of("rack", "a"),
          new dev.treaty.agent.catalog.Locality("eu", "eu-1"));

  private final RunningAgent server = RunningAgent.inMemory();
  private final Store own =
      Store.open(BatchedLog.inMemory(() -> Instant.EPOCH), LocalTables.schema());
  private final HttpCatalog catalog = new HttpCatalog(this::send, true);
  private final SyncRound rounds =
      new SyncRound(own, catalog, NODE, () -> {}, task -> Thread.ofVirtual().start(task));

  private ServerCalls.Reply send(String method, String path, byte[] body) {
    HttpResponse<String> answer =
        method.equals("GET")
            ? server.get(path)
            : server.put(path, new String(body, StandardCharsets.UTF_8));
    return new ServerCalls.Reply(
        answer.statusCode(), answer.body().getBytes(StandardCharsets.UTF_8));
  }

  @AfterEach
  void close() {
    own.close();
    server.close();
  }

  private Touched register(String body) {
    AgentBody.Definition definition =
        new AgentBody(false, Tenancy.DEFAULT, NODE.name())
            .service(body.getBytes(StandardCharsets.UTF_8));
    LocalOutcome outcome =
        own.propose(new RegisterLocal(ServiceRegistration.judge(definition, true, true), false));
    return outcome instanceof LocalOutcome.Done(Touched touched) ? touched : Touched.NOTHING;
  }

  private static final String RICH =
      """
      {"Name":"web","ID":"web-1","Port":80,"Address":"10.0.0.9","Tags":["b","a"],
       "Meta":{"k":"v","a":"1"},"Weights":{"Passing":3,"Warning":2},"EnableTagOverride":true,
       "Checks":[{"TTL":"10m","Notes":"n"},
         {"HTTP":"http://127.0.0.1:1/","Interval":"30s","Header":{"H":["v"]},"Status":"passing"}],
       "Connect":{"SidecarService":{"Proxy":{
         "Config":{"z":{"y":1,"x":[1,null]},"a":true},"Mode":"transparent",
         "TransparentProxy":{"OutboundListenerPort":15001},
         "MeshGateway":{"Mode":"local"},
         "Expose":{"Paths":[{"Path":"/h","LocalPathPort":1,"ListenerPort":2,"Protocol":"http"}]},
         "Upstreams":[{"DestinationName":"db","DestinationPeer":"p","LocalBindPort":1234,
           "Config":{"b":1,"a":2}}]}}}}
      """;

  @Test
  void findsNoDifferenceInWhatItWrote() {
    Touched touched = register(RICH).and(register("{\"Name\":\"other\",\"Namespace\":\"team\"}"));
    assertThat(rounds.write(touched.and(Touched.NODE)).isEmpty()).isTrue();
    assertThat(rounds.drift(true)).isEqualTo(Touched.NOTHING);
    assertThat(server.json("/v1/catalog/service/web").at("/0/ServicePort").asInt()).isEqualTo(80);
    assertThat(server.json("/v1/catalog/service/other?ns=team")).hasSize(1);
  }

  @Test
  void findsWhatIsOtherAndTakesOutWhatItDoesNotKnow() {
    rounds.write(register(RICH).and(Touched.NODE));
    catalog.register(
        new Register(NODE, true, Optional.of(ServiceRow.of(NODE.name(), "odd", 1)), List.of()));
    catalog.register(
        new Register(
            NodeRow.of(NODE.name(), "10.0.0.8", "dc1"), false, Optional.empty(), List.of()));
    catalog.deregister(new Deregister(Tenancy.DEFAULT, NODE.name(), "", "service:web-1:1"));
    Touched drift = rounds.drift(true);
    assertThat(drift)
        .isEqualTo(
            new Touched(true, Map.of("odd", "default"), java.util.Set.of("service:web-1:1")));
    rounds.write(drift);
    assertThat(rounds.drift(true)).isEqualTo(Touched.NOTHING);
    assertThat(server.get("/v1/catalog/service/odd").body()).isEqualTo("[]");
  }

  @Test
  void knowsNothingOfANodeThatTheServersDoNotKnow() {
    assertThat(catalog.read("nobody"))
        .isEqualTo(new CatalogLink.Contents(Optional.empty(), List.of(), List.of()));
  }

  @Test
  void saysWhatTheServersRefuse() {
    assertThat(
            catalog.register(
                new Register(
                    NodeRow.of("", "10.0.0.1", "dc1"), false, Optional.empty(), List.of())))
        .isEqualTo(new CatalogOutcome.Refused("500 Must provide node"));
  }

  @Test
  void readsNothingFromAServerInTrouble() {
    HttpCatalog lost =
        new HttpCatalog(
            (method, path, body) ->
                new ServerCalls.Reply(500, "No cluster leader".getBytes(StandardCharsets.UTF_8)),
            false);
    assertThatThrownBy(() -> lost.read("n"))
        .isInstanceOf(CatalogUnreachableException.class)
        .hasMessageContaining("No cluster leader");
  }
}
