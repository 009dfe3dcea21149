package dev.treaty.agent.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.agent.store.BatchedLog;
import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;
import dev.treaty.agent.store.Store;
import dev.treaty.agent.store.StoreSchema;
import dev.treaty.agent.store.Stored;
import dev.treaty.model.entry.Tenancy;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VirtualIpPoolTest {

  record Hold(String service) implements Command<Boolean> {
    @Override
    public Boolean apply(StateWriter writer) {
      VirtualAddresses.hold(writer, Tenancy.DEFAULT, service, "test");
      return true;
    }
  }

  record LetGo(String service) implements Command<Boolean> {
    @Override
    public Boolean apply(StateWriter writer) {
      VirtualAddresses.letGo(writer, Tenancy.DEFAULT, service, "test");
      return true;
    }
  }

  /** A row as agents wrote it that knew of no free ones. */
  record FormerRow(String place, int offset) implements Command<Boolean> {
    @Override
    public Boolean apply(StateWriter writer) {
      writer.put(CatalogTables.VIRTUAL_IPS, place, new VirtualIp(offset));
      return true;
    }
  }

  private final Store store = Store.open(BatchedLog.inMemory(InstantSource.system()), schema());

  private static StoreSchema schema() {
    return CatalogTables.addTo(new StoreSchema())
        .command("hold", Hold.class)
        .command("let-go", LetGo.class)
        .command("former", FormerRow.class);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private int offset(String service) {
    return store
        .state()
        .table(CatalogTables.VIRTUAL_IPS)
        .get(CatalogTables.servicePrefix("", Tenancy.DEFAULT, service))
        .map(Stored::row)
        .orElseThrow()
        .offset();
  }

  @Test
  void alwaysGivesTheLowestFree() {
    Random random = new Random(1);
    Map<String, Integer> held = new TreeMap<>();
    for (int i = 0; i < 2_000; i++) {
      String service = "s" + random.nextInt(60);
      if (held.remove(service) != null) {
        store.propose(new LetGo(service));
      } else {
        int lowest = 1;
        while (held.containsValue(lowest)) {
          lowest++;
        }
        store.propose(new Hold(service));
        assertThat(offset(service)).isEqualTo(lowest);
        held.put(service, lowest);
      }
    }
  }

  @Test
  void findsTheGapsThatAFormerAgentLeft() {
    store.propose(new FormerRow("a", 1));
    store.propose(new FormerRow("b", 3));
    store.propose(new FormerRow("c", 6));
    for (int want : new int[] {2, 4, 5, 7, 8}) {
      store.propose(new Hold("s" + want));
      assertThat(offset("s" + want)).isEqualTo(want);
    }
  }

  @Test
  void keepsNoMoreRowsThanThereAreGaps() {
    for (int i = 1; i <= 100; i++) {
      store.propose(new Hold("s" + i));
    }
    assertThat(store.state().table(CatalogTables.FREE_OFFSETS).size()).isEqualTo(1);
    store.propose(new LetGo("s5"));
    assertThat(store.state().table(CatalogTables.FREE_OFFSETS).size()).isEqualTo(2);
  }
}
