package dev.treaty.agent.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.agent.store.Stored;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegisterTest {

  private static final String ID_A = "40000000-1111-2222-3333-00000000000a";
  private static final String ID_B = "40000000-1111-2222-3333-00000000000b";

  private final CatalogFixture catalog = new CatalogFixture();

  @AfterEach
  void close() {
    catalog.close();
  }

  private static NodeRow node(String id, String name) {
    return new NodeRow(
        "", "default", id, name, "10.0.0.1", "dc1", Map.of(), Map.of(), Locality.NONE);
  }

  private CatalogOutcome register(NodeRow node) {
    return catalog.store.propose(new Register(node, false, Optional.empty(), List.of()));
  }

  @Test
  void keepsTheIndexOfAnIdenticalRegistration() {
    catalog.register("n1", ServiceRow.of("n1", "web", 1));
    Stored<ServiceRow> before = catalog.view().service("", ServiceName.of("web")).getFirst();
    catalog.register("n1", ServiceRow.of("n1", "web", 1));
    assertThat(catalog.view().service("", ServiceName.of("web"))).containsExactly(before);

    catalog.register("n1", ServiceRow.of("n1", "web", 2));
    Stored<ServiceRow> after = catalog.view().service("", ServiceName.of("WEB")).getFirst();
    assertThat(after.modifyIndex()).isGreaterThan(before.modifyIndex());
    assertThat(after.createIndex()).isEqualTo(before.createIndex());
  }

  @Test
  void refusesACheckOfAnUnknownInstanceAndLeavesNothingBehind() {
    CatalogOutcome outcome =
        catalog.register(
            "n1", ServiceRow.of("n1", "web", 1), CatalogFixture.check("n1", "other", "passing"));

    assertThat(outcome)
        .isEqualTo(
            new CatalogOutcome.Refused("Unknown service ID 'other' for check ID 'other-check'"));
    assertThat(catalog.view().nodes("", "default")).isEmpty();
  }

  @Test
  void refusesACheckOfAnotherNode() {
    CatalogOutcome outcome =
        catalog.register(
            "n1", ServiceRow.of("n1", "web", 1), CatalogFixture.check("n2", "web", "passing"));

    assertThat(outcome)
        .isEqualTo(
            new CatalogOutcome.Refused(
                "Node 'n2' for check 'web-check' doesn't match register request node 'n1'"));
  }

  @Test
  void movesTheChecksOfAnInstanceThatChangesItsService() {
    catalog.register(
        "n1",
        ServiceRow.of("n1", "web", 1).withId("x"),
        CatalogFixture.check("n1", "x", "warning"));
    catalog.register("n1", ServiceRow.of("n1", "api", 1).withId("x"));

    assertThat(catalog.view().localInstances(ServiceName.of("web"))).isEmpty();
    List<Instance> api = catalog.view().localInstances(ServiceName.of("api"));
    assertThat(api).hasSize(1);
    assertThat(api.getFirst().status()).isEqualTo("warning");
    assertThat(catalog.view().serviceChecks("", ServiceName.of("web"))).isEmpty();
  }

  @Test
  void renamesANodeByItsId() {
    register(node(ID_A, "old"));
    register(node(ID_A, "new"));

    assertThat(catalog.view().nodes("", "default"))
        .extracting(stored -> stored.row().name())
        .containsExactly("new");
  }

  @Test
  void letsANewIdTakeTheNameOfADeadNodeOnly() {
    register(node(ID_A, "n1"));
    assertThat(register(node(ID_B, "n1"))).isEqualTo(CatalogOutcome.DONE);

    catalog.store.propose(
        new Register(
            node(ID_B, "n1"),
            false,
            Optional.empty(),
            List.of(CheckRow.ofNode("n1", "serfHealth", "Serf", "passing"))));
    assertThat(register(node(ID_A, "n1")))
        .isEqualTo(
            new CatalogOutcome.Refused(
                "failed inserting node: Error while renaming Node ID: \""
                    + ID_A
                    + "\": Node name n1 is reserved by node "
                    + ID_B
                    + " with name n1 (10.0.0.1)"));
  }

  @Test
  void leavesAnExistingNodeAloneWhenAsked() {
    register(node(ID_A, "n1"));
    catalog.store.propose(
        new Register(
            NodeRow.of("n1", "", "dc1"),
            true,
            Optional.of(ServiceRow.of("n1", "web", 1)),
            List.of()));

    assertThat(catalog.view().node("", "default", "n1").orElseThrow().row().id()).isEqualTo(ID_A);
    assertThat(catalog.view().service("", ServiceName.of("web"))).hasSize(1);
  }

  @Test
  void deregistersWhatIsNamedMostPrecisely() {
    catalog.register(
        "n1", ServiceRow.of("n1", "web", 1), CatalogFixture.check("n1", "web", "passing"));
    catalog.deregister("n1", "", "web-check");
    assertThat(catalog.view().allChecks("", "default")).isEmpty();
    catalog.deregister("N1", "WEB", "");
    assertThat(catalog.view().service("", ServiceName.of("web"))).isEmpty();
    catalog.deregister("n1", "", "");
    assertThat(catalog.view().nodes("", "default")).isEmpty();
  }

  @Test
  void findsProxiesAndNativeInstancesByTheServiceTheyServe() {
    ServiceRow proxy = ServiceRow.of("n1", "web-sidecar-proxy", 21000);
    catalog.register("n1", proxied(proxy, "web"));
    assertThat(catalog.view().meshService("", ServiceName.of("web"))).hasSize(1);

    catalog.register("n1", proxied(proxy, "api"));
    assertThat(catalog.view().meshService("", ServiceName.of("web"))).isEmpty();
    assertThat(catalog.view().meshService("", ServiceName.of("api"))).hasSize(1);

    catalog.deregister("n1", "web-sidecar-proxy", "");
    assertThat(catalog.view().meshService("", ServiceName.of("api"))).isEmpty();
  }

  private String virtualIp(String destination) {
    return catalog.view().meshService("", ServiceName.of(destination)).stream()
        .map(stored -> stored.row().taggedAddresses().get("consul-virtual"))
        .map(address -> address.address() + ":" + address.port())
        .findFirst()
        .orElse("none");
  }

  @Test
  void givesServicesOfTheMeshAVirtualAddressAndTakesItBack() {
    ServiceRow proxy = ServiceRow.of("n1", "web-sidecar-proxy", 21000);
    catalog.register("n1", proxied(proxy, "web"));
    catalog.register("n1", proxied(proxy.withId("second"), "web"));
    catalog.register("n1", proxied(proxy.withId("third"), "api"));
    assertThat(virtualIp("web")).isEqualTo("240.0.0.1:21000");
    assertThat(virtualIp("api")).isEqualTo("240.0.0.2:21000");

    catalog.deregister("n1", "second", "");
    assertThat(virtualIp("web")).isEqualTo("240.0.0.1:21000");
    catalog.deregister("n1", "web-sidecar-proxy", "");
    catalog.register("n1", proxied(proxy.withId("fourth"), "db"));
    assertThat(virtualIp("db")).isEqualTo("240.0.0.1:21000");
  }

  @Test
  void keepsTheVirtualAddressOfAProxyThatChangesItsName() {
    catalog.register("n1", proxied(ServiceRow.of("n1", "old", 21000).withId("x"), "web"));
    catalog.register("n1", proxied(ServiceRow.of("n1", "new", 21000).withId("x"), "web"));
    catalog.register("n1", proxied(ServiceRow.of("n1", "api-proxy", 21001), "api"));
    assertThat(virtualIp("web")).isEqualTo("240.0.0.1:21000");
    assertThat(virtualIp("api")).isEqualTo("240.0.0.2:21001");
  }

  @Test
  void anIdenticalProxyChangesNothing() {
    ServiceRow proxy = proxied(ServiceRow.of("n1", "web-sidecar-proxy", 21000), "web");
    catalog.register("n1", proxy);
    long index = catalog.store.state().index();
    catalog.register("n1", proxy);
    assertThat(catalog.store.state().index()).isEqualTo(index);
  }

  private static ServiceRow proxied(ServiceRow row, String destination) {
    return new ServiceRow(
        "",
        row.tenancy(),
        row.node(),
        ServiceRow.CONNECT_PROXY,
        row.id(),
        row.name(),
        row.tags(),
        "",
        Map.of(),
        Map.of(),
        row.port(),
        "",
        Weights.DEFAULT,
        false,
        ProxyConfig.NONE.toward(destination, "", "", 0, ""),
        MeshConfig.NONE,
        Locality.NONE);
  }
}
