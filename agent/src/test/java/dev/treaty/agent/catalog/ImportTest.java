package dev.treaty.agent.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import dev.treaty.agent.store.Reader;
import dev.treaty.agent.store.Stored;
import dev.treaty.model.entry.Tenancy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImportTest {

  private final CatalogFixture catalog = new CatalogFixture();

  @AfterEach
  void close() {
    catalog.close();
  }

  private void importWeb(ImportInstances.Imported... instances) {
    catalog.store.propose(new ImportInstances("east", ServiceName.of("web"), List.of(instances)));
  }

  private List<Instance> web(String peer) {
    CatalogView view = catalog.view();
    return view.instances(peer, view.service(peer, ServiceName.of("web")));
  }

  @Test
  void showsAnInstanceAndItsChecksTogether() {
    importWeb(CatalogFixture.imported("n1", "web", "web1", "critical"));

    assertThat(web("east")).hasSize(1);
    Instance instance = web("east").getFirst();
    assertThat(instance.node().row().peer()).isEqualTo("east");
    assertThat(instance.service().row().peer()).isEqualTo("east");
    assertThat(instance.checks()).extracting(check -> check.row().peer()).containsExactly("east");
    assertThat(instance.status()).isEqualTo("critical");
  }

  @Test
  void replacesWhatStoodThereBefore() {
    importWeb(
        CatalogFixture.imported("n1", "web", "web1", "passing"),
        CatalogFixture.imported("n2", "web", "web2", "passing"));
    importWeb(
        CatalogFixture.imported("n2", "web", "web2", "warning"),
        CatalogFixture.imported("n3", "web", "web3", "passing"));

    assertThat(web("east"))
        .extracting(instance -> instance.service().row().id() + " " + instance.status())
        .containsExactly("web2 warning", "web3 passing");
    assertThat(catalog.view().nodes("east", "default"))
        .extracting(node -> node.row().name())
        .containsExactly("n2", "n3");
    assertThat(catalog.view().allChecks("east", "default")).hasSize(2);
  }

  @Test
  void keepsANodeThatAnotherServiceIsOn() {
    importWeb(CatalogFixture.imported("n1", "web", "web1", "passing"));
    catalog.store.propose(
        new ImportInstances(
            "east",
            ServiceName.of("api"),
            List.of(CatalogFixture.imported("n1", "api", "api1", "passing"))));
    importWeb();

    assertThat(web("east")).isEmpty();
    assertThat(catalog.view().nodes("east", "default")).hasSize(1);
    assertThat(catalog.view().serviceNames("east", Tenancy.DEFAULT)).containsExactly("api");
  }

  @Test
  void neverTouchesALocalInstanceOfTheSameNameNodeAndId() {
    catalog.register(
        "n1", ServiceRow.of("n1", "web", 1), CatalogFixture.check("n1", "web", "passing"));
    importWeb(CatalogFixture.imported("n1", "web", "web", "critical"));
    importWeb();

    assertThat(web("")).hasSize(1);
    assertThat(web("").getFirst().status()).isEqualTo("passing");
  }

  @Test
  void overrulesRowsThatClaimToBeLocal() {
    importWeb(CatalogFixture.imported("n1", "admin", "web1", "passing"));

    assertThat(catalog.view().services("", Tenancy.DEFAULT)).isEmpty();
    assertThat(web("east")).hasSize(1);
  }

  @Test
  void refusesNamesThatPoseAsSeveralParts() {
    assertThatThrownBy(
            () -> importWeb(CatalogFixture.imported("n1\0default", "web", "web1", "passing")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(web("east")).isEmpty();
  }

  @Test
  void refusesAnImportFromNobody() {
    assertThatThrownBy(() -> new ImportInstances("", ServiceName.of("web"), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anIdenticalImportChangesNothing() {
    importWeb(CatalogFixture.imported("n1", "web", "web1", "passing"));
    long index = catalog.store.state().index();
    importWeb(CatalogFixture.imported("n1", "web", "web1", "passing"));

    assertThat(catalog.store.state().index()).isEqualTo(index);
  }

  @Test
  void prunesWhatIsNoLongerAllowed() {
    importWeb(CatalogFixture.imported("n1", "web", "web1", "passing"));
    catalog.store.propose(
        new ImportInstances(
            "east",
            ServiceName.of("api"),
            List.of(CatalogFixture.imported("n2", "api", "api1", "passing"))));

    int pruned =
        catalog.store.propose(new PruneImported("east", "default", List.of(ServiceName.of("API"))));

    assertThat(pruned).isEqualTo(1);
    assertThat(catalog.view().serviceNames("east", Tenancy.DEFAULT)).containsExactly("api");
    assertThat(catalog.view().nodes("east", "default"))
        .extracting(node -> node.row().name())
        .containsExactly("n2");
  }

  @Test
  void dropsAPeerInBatchesAndNothingElse() {
    importWeb(
        CatalogFixture.imported("n1", "web", "web1", "passing"),
        CatalogFixture.imported("n2", "web", "web2", "passing"),
        CatalogFixture.imported("n3", "web", "web3", "passing"));
    catalog.store.propose(
        new ImportInstances(
            "eastern",
            ServiceName.of("web"),
            List.of(CatalogFixture.imported("n1", "web", "web1", "passing"))));

    assertThat(catalog.store.propose(new DropPeer("east", "default", 2))).isFalse();
    assertThat(web("east")).hasSize(1);
    assertThat(catalog.store.propose(new DropPeer("east", "default", 2))).isTrue();

    assertThat(web("east")).isEmpty();
    assertThat(catalog.view().allChecks("east", "default")).isEmpty();
    assertThat(web("eastern")).hasSize(1);
  }

  @Test
  void wakesOnlyThoseWhoReadTheService() {
    AtomicInteger woken = new AtomicInteger();
    importWeb(CatalogFixture.imported("n1", "web", "web1", "passing"));
    Reader reader = catalog.store.reader();
    CatalogView view = new CatalogView(reader);
    List<Stored<ServiceRow>> rows = view.service("east", ServiceName.of("web"));
    assertThat(view.instances("east", rows)).hasSize(1);
    catalog.store.watch(reader, woken::incrementAndGet);

    catalog.register("n1", ServiceRow.of("n1", "web", 1));
    catalog.store.propose(
        new ImportInstances(
            "east",
            ServiceName.of("api"),
            List.of(CatalogFixture.imported("n1", "api", "api1", "passing"))));
    assertThat(catalog.store.watched()).isPositive();
    assertThat(woken).hasValue(0);

    importWeb(CatalogFixture.imported("n1", "web", "web1", "critical"));
    await().untilAtomic(woken, is(1));
  }
}
