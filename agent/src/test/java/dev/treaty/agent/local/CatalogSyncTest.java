package dev.treaty.agent.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.agent.catalog.CatalogOutcome;
import dev.treaty.agent.catalog.CatalogTables;
import dev.treaty.agent.catalog.CheckRow;
import dev.treaty.agent.catalog.Deregister;
import dev.treaty.agent.catalog.NodeRow;
import dev.treaty.agent.catalog.Register;
import dev.treaty.agent.catalog.ServiceRow;
import dev.treaty.agent.check.CheckSpec;
import dev.treaty.agent.check.ManualTimers;
import dev.treaty.agent.store.BatchedLog;
import dev.treaty.agent.store.Store;
import dev.treaty.agent.store.StoreSchema;
import dev.treaty.agent.store.StoreUnavailableException;
import dev.treaty.agent.store.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CatalogSyncTest {

  private static final NodeRow NODE = NodeRow.of("n", "10.0.0.1", "dc1");

  private final ManualTimers timers = new ManualTimers();
  private final Store main = store(CatalogTables.addTo(new StoreSchema()));
  private final Store own = store(LocalTables.schema());
  private final Link link = new Link(new StoreCatalog(main));
  private final CatalogSync sync =
      new CatalogSync(
          new SyncRound(own, link, NODE, () -> {}, Runnable::run),
          link,
          timers,
          Runnable::run,
          () -> 3,
          most -> most / 2);

  private static Store store(StoreSchema schema) {
    return Store.open(BatchedLog.inMemory(() -> Instant.EPOCH), schema);
  }

  /** A catalog that can be out of reach. */
  private static final class Link implements CatalogLink {
    private final StoreCatalog catalog;
    private final List<String> calls = new ArrayList<>();
    private Runnable watcher = () -> {};
    private boolean reachable = true;

    Link(StoreCatalog catalog) {
      this.catalog = catalog;
    }

    private void call(String what) {
      calls.add(what);
      if (!reachable) {
        throw new StoreUnavailableException("nobody there");
      }
    }

    @Override
    public Contents read(String node) {
      call("read");
      return catalog.read(node);
    }

    @Override
    public CatalogOutcome register(Register registration) {
      call("register");
      return catalog.register(registration);
    }

    @Override
    public CatalogOutcome deregister(Deregister deregistration) {
      call("deregister");
      return catalog.deregister(deregistration);
    }

    @Override
    public Subscription watch(String node, Runnable onChange) {
      watcher = onChange;
      return Subscription.NONE;
    }
  }

  @AfterEach
  void close() {
    sync.close();
    own.close();
    main.close();
  }

  private boolean tell(String service) {
    LocalOutcome outcome =
        own.propose(
            new RegisterLocal(
                List.of(
                    new Registration(
                        ServiceRow.of("n", service, 80),
                        false,
                        List.of(
                            new Registration.CheckPlan(
                                "", "", "", "", CheckSpec.ttl(Duration.ofMinutes(1)))))),
                false));
    return outcome instanceof LocalOutcome.Done(Touched touched) && sync.push(touched).join();
  }

  private List<String> services() {
    return link.catalog.read("n").services().stream().map(ServiceRow::id).toList();
  }

  private List<String> checks() {
    return link.catalog.read("n").checks().stream().map(CheckRow::id).toList();
  }

  private void outside(ServiceRow row) {
    link.catalog.register(new Register(NODE, true, Optional.of(row), List.of()));
  }

  @Test
  void writesAServiceWithItsChecksInOneGo() {
    assertThat(tell("web")).isTrue();
    assertThat(services()).containsExactly("web");
    assertThat(checks()).containsExactly("service:web");
    assertThat(link.calls).containsExactly("register");
  }

  @Test
  void takesOutWhatIsNoMore() {
    tell("web");
    if (own.propose(new DeregisterLocal("web")) instanceof LocalOutcome.Done(Touched touched)) {
      assertThat(sync.push(touched)).isCompletedWithValue(true);
    }
    assertThat(services()).isEmpty();
    assertThat(checks()).isEmpty();
  }

  @Test
  void triesAgainEverMoreSeldomUntilTheCatalogIsThere() {
    link.reachable = false;
    assertThat(tell("web")).isFalse();
    // Half as long again as 1, 2, 4, 8, 15, 15 seconds: the jitter above.
    int[] due = {1500, 3000, 6000, 12_000, 22_500, 22_500};
    for (int millis : due) {
      int before = link.calls.size();
      timers.pass(Duration.ofMillis(millis - 1));
      assertThat(link.calls).hasSize(before);
      timers.pass(Duration.ofMillis(1));
      assertThat(link.calls.size()).isGreaterThan(before);
    }
    link.reachable = true;
    timers.pass(Duration.ofMillis(22_500));
    assertThat(services()).containsExactly("web");
    assertThat(checks()).containsExactly("service:web");
  }

  @Test
  void aNewRegistrationDoesNotWaitForTheRetryOfAnother() {
    link.reachable = false;
    tell("web");
    timers.pass(Duration.ofSeconds(20));
    link.reachable = true;
    assertThat(tell("api")).isTrue();
    assertThat(services()).containsExactly("api");
    timers.pass(Duration.ofSeconds(23));
    assertThat(services()).containsExactlyInAnyOrder("api", "web");
  }

  @Test
  void bringsBackWhatWasChangedASecondAfterTheChange() {
    sync.start();
    tell("web");
    outside(ServiceRow.of("n", "web", 99));
    link.watcher.run();
    timers.pass(Duration.ofMillis(999));
    assertThat(link.catalog.read("n").services().getFirst().port()).isEqualTo(99);
    timers.pass(Duration.ofMillis(1));
    assertThat(link.catalog.read("n").services().getFirst().port()).isEqualTo(80);
  }

  @Test
  void takesOutWhatItDoesNotKnowWhenAllIsCompared() {
    sync.start();
    tell("web");
    outside(ServiceRow.of("n", "odd", 1));
    link.watcher.run();
    timers.pass(Duration.ofSeconds(2));
    assertThat(services()).containsExactlyInAnyOrder("odd", "web");
    timers.pass(Duration.ofSeconds(88));
    assertThat(services()).containsExactly("web");
  }

  @Test
  void comparesOverAndOver() {
    sync.start();
    tell("web");
    for (int i = 0; i < 3; i++) {
      link.catalog.deregister(new Deregister(dev.treaty.model.entry.Tenancy.DEFAULT, "n", "", ""));
      assertThat(services()).isEmpty();
      timers.pass(Duration.ofSeconds(90));
      assertThat(services()).containsExactly("web");
      assertThat(link.catalog.read("n").node()).contains(NODE);
    }
  }

  @Test
  void doesNothingAfterItsEnd() {
    sync.start();
    sync.close();
    link.calls.clear();
    timers.pass(Duration.ofMinutes(10));
    assertThat(link.calls).isEmpty();
  }

  @Test
  void waitsLongerTheMoreNodesThereAre() {
    assertThat(CatalogSync.scale(1)).isEqualTo(1);
    assertThat(CatalogSync.scale(128)).isEqualTo(1);
    assertThat(CatalogSync.scale(129)).isEqualTo(2);
    assertThat(CatalogSync.scale(256)).isEqualTo(2);
    assertThat(CatalogSync.scale(1000)).isEqualTo(4);
  }
}
