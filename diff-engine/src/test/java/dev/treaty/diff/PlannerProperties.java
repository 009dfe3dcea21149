package dev.treaty.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.live.LiveEntry;
import dev.treaty.model.live.LivePeering;
import dev.treaty.model.peering.ClusterName;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PlannerProperties {

  @Property(tries = 500)
  void aSecondRunPlansNothing(@ForAll long seed) {
    Planning planning = RandomWorld.of(seed);
    FakeApply.apply(planning.plan(), planning);

    Plan second = planning.plan();

    assertThat(second.changes()).extracting(Change::address).isEmpty();
  }

  @Property(tries = 100)
  void theOrderOfFilesDoesNotChangeAPlan(@ForAll long seed, @ForAll long order) {
    Plan plan = RandomWorld.of(seed).plan();
    Plan shuffled = RandomWorld.shuffled(seed, order).plan();

    assertThat(PlanText.of(shuffled)).isEqualTo(PlanText.of(plan));
    assertThat(PlanJson.text(shuffled)).isEqualTo(PlanJson.text(plan));
  }

  @Property(tries = 500)
  void noPlanTouchesWhatIsNotOurs(@ForAll long seed) {
    Planning planning = RandomWorld.of(seed);

    for (Change change : planning.plan().changes()) {
      switch (change) {
        case EntryChange entry ->
            entry
                .before()
                .ifPresent(live ->
                    assertThat(OwnershipMarks.of(live, Planning.PROJECT, entry.address()).isOwned())
                        .as(entry.address())
                        .isTrue());
        case PeerChange.Establish peer -> peer.remove().forEach(PlannerProperties::isOurs);
        case PeerChange.Delete peer -> peer.remove().forEach(PlannerProperties::isOurs);
        case PeerChange other -> throw new AssertionError("no write: " + other);
      }
    }
  }

  private static void isOurs(PeerSide side) {
    LivePeering row = side.row().orElseThrow();
    // Consul takes the Meta off a row on its way out; it is only waited for.
    assertThat(
            row.state().equals("DELETING")
                || PeeringMark.read(row, Planning.PROJECT, side.cluster()).isOurs())
        .isTrue();
  }

  @Property(tries = 500)
  void nothingIsChangedWhereNotAllWasRead(@ForAll long seed) {
    Planning planning = RandomWorld.of(seed);
    planning.problem("c1", "cut answer");

    Plan plan = planning.plan();

    assertThat(plan.changes())
        .allMatch(change -> !change.clusters().contains(new ClusterName("c1")));
  }

  @Property(tries = 300)
  void nothingIsDeletedOfAKindThatWasNotReadCompletely(@ForAll long seed) {
    Planning planning = RandomWorld.of(seed);
    planning.declared.removeIf(d -> d.entry().key().kind().equals("service-intentions"));
    Set<String> read = new TreeSet<>(Planning.KINDS);
    read.remove("service-intentions");
    planning.readOnly("c1", read);

    assertThat(planning.plan().changes())
        .noneMatch(change ->
            change instanceof EntryChange.Delete gone
                && gone.cluster().text().equals("c1")
                && gone.key().kind().equals("service-intentions"));
  }

  @Property(tries = 500)
  void agreesWithItsNaiveTwin(@ForAll long seed) {
    Planning planning = RandomWorld.of(seed);

    // An entry may be written twice; its first and its last write tell what becomes of it.
    Map<String, String> writes = new HashMap<>();
    for (Change change : planning.plan().changes()) {
      if (change instanceof EntryChange entry) {
        String first = writes.get(change.address());
        boolean created = entry.before().isEmpty() || "create".equals(first);
        writes.put(
            change.address(), entry.after().isEmpty() ? "delete" : created ? "create" : "update");
      }
    }

    assertThat(writes.entrySet().stream().map(write -> write.getValue() + " " + write.getKey()))
        .containsExactlyInAnyOrderElementsOf(NaiveTwin.entryWrites(planning));
  }

  @Property(tries = 100)
  void readsBackEveryPlanItSaves(@ForAll long seed) {
    Plan plan = RandomWorld.of(seed).plan();

    assertThat(PlanFile.load(PlanFile.save(plan))).isEqualTo(new PlanFile.Reading.Loaded(plan));
  }

  @Property(tries = 100)
  void noPlanIsReadWithAnyByteChanged(@ForAll long seed, @ForAll int where, @ForAll byte change) {
    Plan plan = RandomWorld.of(seed).plan();
    byte[] saved = PlanFile.save(plan);
    saved[Math.floorMod(where, saved.length)] ^= change;

    // A changed space between two fields is no change of the plan.
    if (PlanFile.load(saved) instanceof PlanFile.Reading.Loaded(Plan loaded)) {
      assertThat(loaded).isEqualTo(plan);
    }
  }

  @Property(tries = 300)
  void aFreshPlanMeetsItsOwnConditions(@ForAll long seed) {
    Planning planning = RandomWorld.of(seed);

    assertThat(PlanConditions.broken(planning.plan(), planning.live())).isEmpty();
  }

  @Property(tries = 300)
  void everyMarkNamesTheObjectItStandsOn(@ForAll long seed) {
    Planning planning = RandomWorld.of(seed);
    FakeApply.apply(planning.plan(), planning);

    for (Change kept : planning.plan().kept()) {
      if (kept instanceof EntryChange.Keep entry) {
        LiveEntry live = planning.entries.get(entry.cluster()).get(entry.live().key());
        assertThat(OwnershipMarks.of(live.entry(), Planning.PROJECT, entry.address()))
            .isInstanceOf(Ownership.Owned.class);
      }
    }
  }
}
