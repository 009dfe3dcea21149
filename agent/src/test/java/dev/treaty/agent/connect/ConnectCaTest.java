package dev.treaty.agent.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.agent.store.BatchedLog;
import dev.treaty.agent.store.Store;
import dev.treaty.agent.store.StoreSchema;
import dev.treaty.model.entry.Tenancy;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectCaTest {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-24T12:00:00Z"));
  private final Store store =
      Store.open(BatchedLog.inMemory(now::get), ConnectCa.addTo(new StoreSchema()));

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void isMadeOnceAndKeepsItsClusterIdWhateverTheConfigurationSaysLater() {
    ConnectCa first = open(Optional.of("AAAA1111-2222-3333-4444-555555555555"));
    assertThat(first.trustDomain().name()).isEqualTo("aaaa1111-2222-3333-4444-555555555555.consul");
    ConnectCa second = open(Optional.of("bbbb1111-2222-3333-4444-555555555555"));
    assertThat(second.rootPems()).isEqualTo(first.rootPems());
    assertThat(second.trustDomain()).isEqualTo(first.trustDomain());
    assertThat(ConnectCa.trustDomain(store.state())).contains(first.trustDomain());
  }

  @Test
  void twoClustersHaveTwoTrustDomains() {
    try (Store other =
        Store.open(BatchedLog.inMemory(now::get), ConnectCa.addTo(new StoreSchema()))) {
      ConnectCa one = open(Optional.empty());
      ConnectCa two = open(other, Optional.empty());
      assertThat(one.peeringServerName()).isNotEqualTo(two.peeringServerName());
    }
  }

  @Test
  void aServerCertificateIsRenewedInTheMiddleOfItsLife() {
    ConnectCa ca = open(Optional.empty());
    IssuedCertificate first = ca.serverCertificate();
    now.set(now.get().plus(Duration.ofHours(35)));
    assertThat(ca.serverCertificate().certificate()).isEqualTo(first.certificate());
    now.set(now.get().plus(Duration.ofHours(2)));
    assertThat(ca.serverCertificate().certificate()).isNotEqualTo(first.certificate());
  }

  @Test
  void eachServiceOfEachTenancyHasItsOwnLeaf() {
    ConnectCa ca = open(Optional.empty());
    ConnectCa.Leaf web = ca.leaf(Tenancy.DEFAULT, "web", 7);
    assertThat(ca.leaf(Tenancy.DEFAULT, "web", 8)).isSameAs(web);
    assertThat(web.index()).isEqualTo(7);
    assertThat(ca.leaf(Tenancy.DEFAULT, "api", 8).issued().uri()).endsWith("/svc/api");
    assertThat(ca.leaf(new Tenancy("p", "n"), "web", 8).issued().uri()).contains("/ap/p/ns/n/");
  }

  private ConnectCa open(Optional<String> clusterId) {
    return open(store, clusterId);
  }

  private ConnectCa open(Store in, Optional<String> clusterId) {
    ConnectCa made = new ConnectCa(in, "dc1", now::get, new SecureRandom());
    made.ensure(clusterId);
    return made;
  }
}
