package dev.treaty.agent.peering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.agent.catalog.CatalogTables;
import dev.treaty.agent.connect.ConnectCa;
import dev.treaty.agent.peering.stream.Admission;
import dev.treaty.agent.peering.stream.PeeringRef;
import dev.treaty.agent.store.BatchedLog;
import dev.treaty.agent.store.Store;
import dev.treaty.agent.store.StoreSchema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The life of secrets, transition by transition (peering-protocol.md §2), and of the row. */
class SecretsLifeTest {

  private static final String ID = "11111111-2222-3333-4444-555555555555";
  private static final String OTHER_ID = "99999999-2222-3333-4444-555555555555";
  private static final PeeringRow.RemoteRow REMOTE = new PeeringRow.RemoteRow("", "dc2", "", "");

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-24T12:00:00Z"));
  private final Store store =
      Store.open(
          BatchedLog.inMemory(now::get),
          PeeringFeature.addTo(ConnectCa.addTo(CatalogTables.addTo(new StoreSchema()))));

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aTokenMakesAPendingPeering() {
    assertThat(token("est")).isEqualTo(GenerateToken.Outcome.ISSUED);
    assertThat(row().state()).isEqualTo(PeeringState.PENDING);
    assertThat(secrets()).isEqualTo(new SecretsRow("est", 0, "", "", ""));
  }

  @Test
  void anotherTokenReplacesTheFirstAndIgnoresItsMeta() {
    token("first");
    store.propose(new GenerateToken("default", "p", Map.of("new", "1"), ID, "second", 0));
    assertThat(secrets().establishment()).isEqualTo("second");
    assertThat(row().meta()).isEmpty();
    assertThat(exchange("first", "x")).isFalse();
  }

  @Test
  void exchangingBurnsTheTokenAndKeepsTheActiveSecret() {
    connected();
    token("est2");
    assertThat(exchange("est2", "pend2")).isTrue();
    assertThat(secrets()).isEqualTo(new SecretsRow("", 0, "pend2", "act", ""));
    assertThat(exchange("est2", "pend3")).isFalse();
  }

  @Test
  void whileARotationIsHalfDoneBothSecretsOpenAStream() {
    connected();
    token("est2");
    exchange("est2", "pend2");
    assertThat(admit("act")).isEqualTo(admitted(false));
    assertThat(secrets().pending()).isEqualTo("pend2");
    assertThat(admit("pend2")).isEqualTo(admitted(true));
    assertThat(secrets()).isEqualTo(new SecretsRow("", 0, "", "pend2", ""));
    assertThat(admit("act")).isEqualTo(new Admission.WrongSecret());
  }

  @Test
  void aSecretThatWasNeverUsedIsReplacedByTheNextExchange() {
    token("est");
    exchange("est", "lost");
    token("est2");
    exchange("est2", "pend2");
    assertThat(admit("lost")).isEqualTo(new Admission.WrongSecret());
    assertThat(admit("pend2")).isEqualTo(admitted(true));
  }

  @Test
  void anEmptySecretNeverMatches() {
    token("");
    assertThat(exchange("", "pend")).isFalse();
    connected();
    assertThat(admit("")).isEqualTo(new Admission.WrongSecret());
  }

  @Test
  void theTransactionItselfRefusesAnExpiredToken() {
    store.propose(
        new GenerateToken("default", "p", Map.of(), ID, "est", now.get().getEpochSecond() + 60));
    now.set(now.get().plusSeconds(60));
    assertThat(exchange("est", "pend")).isFalse();
  }

  @Test
  void whereTheDialerIsComesWithTheFirstStreamOnly() {
    connected();
    store.propose(new AdmitStream(ID, "act", new PeeringRow.RemoteRow("", "another", "", "")));
    assertThat(row().remote()).isEqualTo(REMOTE);
  }

  @Test
  void deletingForgetsAllSecretsAndLeavesATombstone() {
    connected();
    assertThat(store.propose(new DeletePeering.Begin("default", "P"))).isEqualTo(ID);
    assertThat(row().state()).isEqualTo(PeeringState.DELETING);
    assertThat(secrets()).isEqualTo(SecretsRow.NONE);
    assertThat(admit("act")).isEqualTo(new Admission.Deleted());
    store.propose(new DeletePeering.Finish(ID));
    assertThat(PeeringRows.byId(store.state(), ID)).isEmpty();
    assertThat(admit("act")).isEqualTo(new Admission.Deleted());
    assertThat(store.propose(new AdmitStream(OTHER_ID, "act", REMOTE)))
        .isEqualTo(new Admission.UnknownPeering());
  }

  @Test
  void aTokenForAPeeringThatIsBeingDeletedFoundsANewOne() {
    connected();
    store.propose(new DeletePeering.Begin("default", "p"));
    assertThat(token("est")).isEqualTo(GenerateToken.Outcome.RETRY);
    assertThat(store.propose(new GenerateToken("default", "p", Map.of(), OTHER_ID, "est", 0)))
        .isEqualTo(GenerateToken.Outcome.ISSUED);
    // The clean-up of the old one, which is still under way, finds nothing to do.
    assertThat(store.propose(new DeletePeering.Finish(ID))).isFalse();
    assertThat(store.propose(new ExchangeSecret(OTHER_ID, "est", "pend"))).isTrue();
    assertThat(admit("act")).isEqualTo(new Admission.Deleted());
  }

  @Test
  void anEndingDropsTheActiveSecretOnly() {
    connected();
    token("est2");
    store.propose(new TerminatePeering(ID));
    assertThat(row().state()).isEqualTo(PeeringState.TERMINATED);
    assertThat(admit("act")).isEqualTo(new Admission.Terminated());
    assertThat(exchange("est2", "pend2")).isTrue();
    assertThat(row().state()).isEqualTo(PeeringState.PENDING);
    assertThat(admit("pend2")).isEqualTo(admitted(true));
  }

  @Test
  void anEndingThatComesAfterTheNextExchangeDoesNotStopIt() {
    connected();
    token("est2");
    exchange("est2", "pend2");
    store.propose(new TerminatePeering(ID));
    assertThat(admit("pend2")).isEqualTo(admitted(true));
    assertThat(row().state()).isEqualTo(PeeringState.PENDING);
  }

  @Test
  void aLateEndingOfADeletedPeeringTouchesNothing() {
    connected();
    store.propose(new DeletePeering.Begin("default", "p"));
    assertThat(store.propose(new TerminatePeering(ID))).isFalse();
    assertThat(row().state()).isEqualTo(PeeringState.DELETING);
  }

  @Test
  void theRolesOfALivePeeringCannotBeTurned() {
    PeeringRow dialer = dialer(OTHER_ID, "acceptor-id");
    token("est");
    assertThat(store.propose(new BeginDialing(dialer)))
        .isEqualTo(new BeginDialing.Outcome.WeAreDialed());
    store.propose(new DeletePeering.Begin("default", "p"));
    assertThat(store.propose(new BeginDialing(dialer)))
        .isEqualTo(new BeginDialing.Outcome.Ready(OTHER_ID));
    assertThat(store.propose(new GenerateToken("default", "p", Map.of(), OTHER_ID, "est", 0)))
        .isEqualTo(GenerateToken.Outcome.WE_DIAL);
  }

  @Test
  void aDialerKeepsItsRowUntilTheExchangeSucceeded() {
    dialing();
    assertThat(store.propose(new BeginDialing(dialer(OTHER_ID, "two"))))
        .isEqualTo(new BeginDialing.Outcome.Ready(ID));
    assertThat(row().peerId()).isEqualTo("one");
    assertThat(complete("two", "new secret")).isEqualTo(OTHER_ID);
    assertThat(row().peerId()).isEqualTo("two");
    assertThat(secrets()).isEqualTo(SecretsRow.NONE);
    assertThat(PeeringRows.secrets(store.state(), OTHER_ID).dialing()).isEqualTo("new secret");
    // The old stream's ending is heard of late.
    assertThat(store.propose(new TerminatePeering(ID))).isFalse();
    assertThat(row().state()).isEqualTo(PeeringState.ESTABLISHING);
  }

  @Test
  void aRotationKeepsTheId() {
    dialing();
    assertThat(complete("one", "new secret")).isEqualTo(ID);
    assertThat(secrets().dialing()).isEqualTo("new secret");
  }

  @Test
  void anEndingDuringTheExchangeDoesNotBurnTheToken() {
    dialing();
    store.propose(new BeginDialing(dialer(OTHER_ID, "two")));
    store.propose(new TerminatePeering(ID));
    assertThat(complete("two", "new secret")).isEqualTo(OTHER_ID);
    assertThat(row().state()).isEqualTo(PeeringState.ESTABLISHING);
  }

  @Test
  void anExchangeThatOutlastsItsPeeringIsThrownAway() {
    store.propose(new BeginDialing(dialer(ID, "one")));
    store.propose(new DeletePeering.Begin("default", "p"));
    assertThat(complete("one", "secret")).isEmpty();
    assertThat(secrets()).isEqualTo(SecretsRow.NONE);
  }

  @Test
  void aDialerIsNotToBeDialed() {
    dialing();
    assertThat(exchange("", "x")).isFalse();
    assertThat(admit("secret")).isNotInstanceOf(Admission.Admitted.class);
  }

  @Test
  void addressesAreForDialersOnlyAndNeverEmpty() {
    token("est");
    assertThat(store.propose(new ReplaceServerAddresses(ID, List.of("a:1"))))
        .isEqualTo("Cannot switch peering dialing mode from false to true");
    store.propose(new DeletePeering.Begin("default", "p"));
    store.propose(new BeginDialing(dialer(OTHER_ID, "one")));
    assertThat(store.propose(new ReplaceServerAddresses(OTHER_ID, List.of())))
        .isEqualTo("Cannot switch peering dialing mode from true to false");
    assertThat(store.propose(new ReplaceServerAddresses(OTHER_ID, List.of("b:2")))).isEmpty();
    assertThat(row().dialAddresses()).containsExactly("b:2");
  }

  @Test
  void oneTrustDomainIsOnePeers() {
    token("est");
    store.propose(new GenerateToken("default", "q", Map.of(), OTHER_ID, "est", 0));
    List<String> roots = List.of("root");
    assertThat(store.propose(new StoreTrustBundle(ID, "a.consul", roots, ""))).isEmpty();
    assertThat(store.propose(new StoreTrustBundle(OTHER_ID, "a.consul", roots, "")))
        .contains("another peer, \"p\"");
    assertThat(PeeringFeature.peerOf(store.state(), "a.consul", "default", "default"))
        .contains("p");
    assertThat(row().peerCaPems()).containsExactly("root");
    store.propose(new TerminatePeering(ID));
    assertThat(PeeringFeature.peerOf(store.state(), "a.consul", "default", "default")).isEmpty();
    assertThat(store.propose(new StoreTrustBundle(OTHER_ID, "a.consul", roots, ""))).isEmpty();
  }

  @Test
  void tombstonesAreBounded() {
    for (int i = 0; i < TombstoneRow.KEPT + 5; i++) {
      String name = "p" + i;
      String id = "00000000-0000-0000-0000-%012d".formatted(i);
      store.propose(new GenerateToken("default", name, Map.of(), id, "est", 0));
      store.propose(new DeletePeering.Begin("default", name));
      store.propose(new DeletePeering.Finish(id));
    }
    assertThat(store.state().table(TombstoneRow.TABLE).size()).isEqualTo(TombstoneRow.KEPT);
  }

  @Test
  void neverPrintsASecret() {
    assertThat(SecretsRow.ofDialer("precious").toString()).doesNotContain("precious");
    assertThat(new CompleteDialing(ID, dialer(ID, "one"), "precious").toString())
        .doesNotContain("precious");
    assertThat(new TokenKeyRow("precious").toString()).doesNotContain("precious");
  }

  private void connected() {
    token("est");
    exchange("est", "act");
    admit("act");
    assertThat(secrets()).isEqualTo(new SecretsRow("", 0, "", "act", ""));
  }

  private void dialing() {
    store.propose(new BeginDialing(dialer(ID, "one")));
    assertThat(complete("one", "secret")).isEqualTo(ID);
  }

  private String complete(String peerId, String secret) {
    return store.propose(new CompleteDialing(ID, dialer(OTHER_ID, peerId), secret));
  }

  private GenerateToken.Outcome token(String digest) {
    return store.propose(new GenerateToken("default", "p", Map.of(), ID, digest, 0));
  }

  private boolean exchange(String establishment, String pending) {
    return store.propose(new ExchangeSecret(ID, establishment, pending));
  }

  private Admission admit(String digest) {
    return store.propose(new AdmitStream(ID, digest, REMOTE));
  }

  private static Admission admitted(boolean promoted) {
    return new Admission.Admitted(new PeeringRef(ID, "p"), promoted);
  }

  private PeeringRow row() {
    return PeeringRows.byName(store.state(), "default", "p").orElseThrow();
  }

  private SecretsRow secrets() {
    return PeeringRows.secrets(store.state(), ID);
  }

  private static PeeringRow dialer(String id, String peerId) {
    return new PeeringRow(
        id,
        "p",
        "default",
        0,
        Map.of(),
        PeeringState.PENDING,
        peerId,
        List.of(),
        "server.dc1.peering.x.consul",
        List.of("a:1"),
        List.of(),
        PeeringRow.RemoteRow.UNKNOWN);
  }
}
