package dev.treaty.agent.peering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.agent.catalog.CatalogTables;
import dev.treaty.agent.catalog.CatalogView;
import dev.treaty.agent.catalog.NodeRow;
import dev.treaty.agent.catalog.ServiceName;
import dev.treaty.agent.config.ConfigEntries;
import dev.treaty.agent.connect.ConnectCa;
import dev.treaty.agent.peering.stream.Admission;
import dev.treaty.agent.peering.stream.ExportSnapshot;
import dev.treaty.agent.peering.stream.ImportVerdict;
import dev.treaty.agent.peering.stream.OpenRequest;
import dev.treaty.agent.peering.stream.PeerTrustBundle;
import dev.treaty.agent.peering.stream.PeeredCheck;
import dev.treaty.agent.peering.stream.PeeredInstance;
import dev.treaty.agent.peering.stream.PeeredNode;
import dev.treaty.agent.peering.stream.PeeredService;
import dev.treaty.agent.peering.stream.PeeringRef;
import dev.treaty.agent.peering.stream.RemoteCluster;
import dev.treaty.agent.peering.stream.Secret;
import dev.treaty.agent.peering.stream.SecretExchange;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.store.BatchedLog;
import dev.treaty.agent.store.Store;
import dev.treaty.agent.store.StoreSchema;
import dev.treaty.model.entry.Tenancy;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a peer may and may not do to this cluster's state. */
class PeerBackendTest {

  private static final PeeringRef GONE =
      new PeeringRef("00000000-2222-3333-4444-555555555555", "gone");

  private final InstantSource clock = InstantSource.system();
  private final Store store =
      Store.open(
          BatchedLog.inMemory(clock),
          PeeringFeature.addTo(
              ConnectCa.addTo(ConfigEntries.addTo(CatalogTables.addTo(new StoreSchema())))));
  private final ConnectCa ca = new ConnectCa(store, "dc1", clock, new SecureRandom());

  {
    ca.ensure(Optional.empty());
  }

  private final Acceptor acceptor =
      new Acceptor(
          store,
          ca,
          AgentSettings.embedded("n", "dc1"),
          () -> Optional.of(List.of("127.0.0.1:1")),
          clock,
          new SecureRandom());
  private final FakeServers servers = new FakeServers();
  private final List<String> farewells = new ArrayList<>();
  private final PeerBackend backend =
      new PeerBackend(
          store, acceptor, new Exports(ca, Optional::empty), servers, id -> {}, farewells::add);

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void refusesATrustBundleOfGarbage() throws Exception {
    PeeringRef peer = peering("a");
    refused(peer, new PeerTrustBundle("a.consul", List.of("garbage"), ""), "invalid root");
    refused(peer, new PeerTrustBundle("a.consul", List.of(), ""), "1 to 64 roots");
    refused(peer, new PeerTrustBundle("", ca.rootPems(), ""), "names no trust domain");
    refused(peer, new PeerTrustBundle("a/b", ca.rootPems(), ""), "names no trust domain");
  }

  @Test
  void refusesATrustBundleThatClaimsOurOwnOrAThirdTrustDomain() throws Exception {
    PeeringRef one = peering("one");
    PeeringRef two = peering("two");
    refused(one, new PeerTrustBundle(ca.trustDomain().name(), ca.rootPems(), ""), "this cluster");
    PeerTrustBundle bundle = new PeerTrustBundle("one.consul", ca.rootPems(), "");
    assertThat(backend.importTrustBundle(one, bundle)).isEqualTo(ImportVerdict.APPLIED);
    refused(two, bundle, "another peer, \"one\"");
  }

  @Test
  void refusesAddressesThatNobodyCanDial() throws Exception {
    PeeringRef peer = peering("a");
    for (String nonsense :
        List.of("nonsense", "host:0", "host:99999", ":1", "a b:1", "http://x:1")) {
      assertThat(backend.importServerAddresses(peer, List.of("good:1", nonsense)))
          .isEqualTo(ImportVerdict.refused(nonsense + " is not a valid peering server address"));
    }
  }

  @Test
  void aPeerCannotTouchLocalRowsNorThoseOfAnotherPeer() throws Exception {
    PeeringRef one = peering("one");
    PeeringRef two = peering("two");
    backend.importService(one, "web", List.of(instance("node", "web")));
    store.propose(
        new dev.treaty.agent.catalog.ImportInstances(
            "x", ServiceName.of("web"), List.of(ImportedCatalog.rows(instance("node", "web")))));
    backend.importService(two, "web", List.of());
    backend.importServiceList(two, List.of());
    backend.terminated(two);
    CatalogView catalog = new CatalogView(store.state());
    assertThat(catalog.service("one", ServiceName.of("web"))).hasSize(1);
    assertThat(catalog.service("x", ServiceName.of("web"))).hasSize(1);
    assertThat(catalog.node("", "default", "node").map(stored -> (NodeRow) stored.row())).isEmpty();
  }

  @Test
  void twoPartitionsMayKnowTwoPeersByOneName() throws Exception {
    PeeringRef one = peering("default", "a");
    PeeringRef two = peering("billing", "a");
    PeerTrustBundle bundle = new PeerTrustBundle("a.consul", ca.rootPems(), "");
    for (PeeringRef peer : List.of(one, two)) {
      backend.importService(peer, "web", List.of(instance("node", "web")));
      assertThat(backend.importTrustBundle(peer, bundle)).isEqualTo(ImportVerdict.APPLIED);
    }
    backend.importServiceList(two, List.of());
    backend.terminated(two);
    CatalogView catalog = new CatalogView(store.state());
    assertThat(catalog.service("a", ServiceName.of("web"))).hasSize(1);
    assertThat(catalog.service("a", new ServiceName(new Tenancy("billing", ""), "web"))).isEmpty();
    assertThat(PeeringFeature.peerOf(store.state(), "a.consul", "default", "default"))
        .contains("a");
    assertThat(PeeringFeature.peerOf(store.state(), "a.consul", "default", "billing")).isEmpty();
  }

  @Test
  void anInstanceAppearsTogetherWithItsChecks() throws Exception {
    PeeringRef peer = peering("a");
    long before = store.state().index();
    backend.importService(peer, "web", List.of(instance("node", "web")));
    assertThat(store.state().index()).isEqualTo(before + 1);
    CatalogView catalog = new CatalogView(store.state());
    assertThat(
            catalog.instances("a", catalog.service("a", ServiceName.of("web"))).getFirst().checks())
        .hasSize(1);
  }

  @Test
  void nothingIsStoredForAPeeringThatIsOver() throws Exception {
    PeeringRef peer = peering("a");
    backend.terminated(peer);
    for (PeeringRef over : List.of(peer, GONE)) {
      assertThat(backend.importService(over, "web", List.of(instance("node", "web"))))
          .isInstanceOf(ImportVerdict.Refused.class);
      assertThat(backend.importServiceList(over, List.of()))
          .isInstanceOf(ImportVerdict.Refused.class);
      refused(over, new PeerTrustBundle("a.consul", ca.rootPems(), ""), "over");
      assertThat(backend.exports(over)).isEqualTo(ExportSnapshot.NOTHING);
    }
    assertThat(farewells).containsExactly(peer.id(), GONE.id());
  }

  @Test
  void tellsWhatIsWrongWithAnOpening() throws Exception {
    assertThat(admit("no uuid")).isEqualTo(new Admission.Unreadable());
    assertThat(admit(GONE.id())).isEqualTo(new Admission.UnknownPeering());
    assertThat(admit(peering("a").id())).isEqualTo(new Admission.WrongSecret());
  }

  @Test
  void aFollowerTakesNoStreamAndNamesTheLeader() throws Exception {
    String id = peering("a").id();
    servers.leads = false;
    assertThat(admit(id)).isEqualTo(new Admission.NotLeader("10.0.0.1:8300"));
    // Not even one that it would refuse: its own state may be behind.
    assertThat(admit(GONE.id())).isEqualTo(new Admission.NotLeader("10.0.0.1:8300"));
  }

  @Test
  void aFollowerHandsASecretOnToTheLeader() throws Exception {
    String id = peering("a").id();
    servers.leads = false;
    assertThat(backend.exchangeHere(id, Secret.of("x")))
        .isEqualTo(new SecretExchange.NotLeader("10.0.0.1:8300"));
    assertThat(backend.exchangeSecret(id, Secret.of("x")))
        .isInstanceOf(SecretExchange.Granted.class);
    assertThat(servers.handedOn).containsExactly(id);
    servers.leads = true;
    assertThat(backend.exchangeSecret(id, Secret.of("x")))
        .isInstanceOf(SecretExchange.Refused.class);
    assertThat(servers.handedOn).hasSize(1);
  }

  private Admission admit(String id) {
    return backend.admit(new OpenRequest(id, Secret.of("x"), RemoteCluster.UNKNOWN));
  }

  private void refused(PeeringRef peer, PeerTrustBundle bundle, String why) {
    assertThat(backend.importTrustBundle(peer, bundle))
        .isInstanceOfSatisfying(
            ImportVerdict.Refused.class, refused -> assertThat(refused.cause()).contains(why));
  }

  private PeeringRef peering(String name) throws PeeringRefused {
    return peering("default", name);
  }

  private PeeringRef peering(String partition, String name) throws PeeringRefused {
    acceptor.generateToken(partition, name, Map.of(), List.of(), Acceptor.Form.ENVELOPE);
    return new PeeringRef(
        PeeringRows.byName(store.state(), partition, name).orElseThrow().id(), name);
  }

  private static PeeredInstance instance(String node, String service) {
    return new PeeredInstance(
        new PeeredNode("", node, "10.0.0.1", "dc2", Map.of(), Map.of(), Optional.empty()),
        new PeeredService(
            "",
            service,
            service,
            List.of(),
            "",
            80,
            Map.of(),
            Map.of(),
            Optional.empty(),
            false,
            "",
            Optional.empty(),
            Optional.empty()),
        List.of(
            PeeredCheck.of(
                service + ":overall-check", "overall-check", "critical", service, service)));
  }
}
