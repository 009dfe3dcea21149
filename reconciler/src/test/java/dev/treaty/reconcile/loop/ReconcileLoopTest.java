package dev.treaty.reconcile.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.treaty.git.GitSync;
import dev.treaty.model.project.OperatorInput;
import dev.treaty.model.value.Value;
import dev.treaty.reconcile.apply.Projects;
import dev.treaty.reconcile.apply.StopSignal;
import dev.treaty.reconcile.consul.FakeConsul;
import dev.treaty.reconcile.ledger.Ledger;
import dev.treaty.reconcile.live.ClusterClients;
import dev.treaty.reconcile.report.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconcileLoopTest {
  private static final InstantSource CLOCK = InstantSource.system();

  @TempDir Path temp;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final ScriptedGitRemote git = new ScriptedGitRemote();
  private FakeConsul one;
  private FakeConsul two;
  private Surveyor surveyor;
  private ReconcileLoop loop;
  private Thread thread;

  @BeforeEach
  void start() throws IOException {
    one = new FakeConsul("dc1");
    two = new FakeConsul("dc2");
    one.register("web", 2);
    surveyor =
        new Surveyor(environment(), Optional.empty(), new ClusterClients(Duration.ofSeconds(5)));
    loop =
        new ReconcileLoop(
            new GitSync(git),
            surveyor,
            new LoopSettings(
                Duration.ofMillis(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofMillis(50),
                Optional.empty()),
            events::add,
            Ledger.in(temp),
            CLOCK,
            new StopSignal());
    thread = Thread.ofVirtual().unstarted(loop::run);
  }

  @AfterEach
  void stop() throws InterruptedException {
    loop.stop();
    thread.join(Duration.ofSeconds(10));
    surveyor.close();
    one.close();
    two.close();
  }

  private OperatorInput environment() {
    return new OperatorInput() {
      @Override
      public Optional<String> variable(String name) {
        return switch (name) {
          case "TREATY_CLUSTER_01_HTTP_ADDR" -> Optional.of(one.address());
          case "TREATY_CLUSTER_02_HTTP_ADDR" -> Optional.of(two.address());
          default -> Optional.empty();
        };
      }

      @Override
      public Optional<String> fileText(String path) {
        return Optional.empty();
      }
    };
  }

  private long count(String type) {
    return events.stream().filter(event -> event.type().equals(type)).count();
  }

  private Event last(String type) {
    return events.stream()
        .filter(event -> event.type().equals(type))
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  private void awaitEvents(String type, long atLeast) {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() ->
            assertThat(count(type))
                .as(() -> type + " in " + events.stream().map(Event::text).toList())
                .isGreaterThanOrEqualTo(atLeast));
  }

  private static Map<String, String> with(String path, String text) {
    Map<String, String> files = new TreeMap<>(Projects.files());
    files.put(path, text);
    return files;
  }

  @Test
  void bringsACommitToTheClustersAndThenTheNext() {
    git.push(Projects.files());
    thread.start();
    awaitEvents("converged", 1);

    String second = git.push(with("clusters/cluster-02/api.hcl", Projects.intention("deny")));
    awaitEvents("converged", 2);

    assertThat(last("converged").details().text("revision")).isEqualTo(second);
    assertThat(two.entry("service-intentions", "api").orElseThrow().toString()).contains("deny");
  }

  @Test
  void healsWhatSomebodyChangedAndNamesTheField() throws IOException {
    git.push(Projects.files());
    thread.start();
    awaitEvents("converged", 1);
    Value.Fields entry = two.entry("service-intentions", "api").orElseThrow();
    Value.Fields source = entry.maps("Sources").getFirst().with("Action", Value.text("deny"));

    two.overwrite(entry.with("Sources", Value.Items.of(source)));
    awaitEvents("healed", 1);

    assertThat(last("resource_drift").text())
        .isEqualTo(
            "drift: cluster-02/service-intentions/api"
                + "  ~ sources[\"web\" peer=\"cluster-01\"].action  deny -> allow");
    assertThat(two.entry("service-intentions", "api").orElseThrow().toString())
        .doesNotContain("deny");
    assertThat(Files.readString(temp.resolve("ledger.ndjson")))
        .contains("\"reason\":\"drifted\"")
        .contains("\"outcome\":\"applied\"");
  }

  @Test
  void callsADeletedEntryDriftAndHealsIt() {
    git.push(Projects.files());
    thread.start();
    awaitEvents("converged", 1);

    two.remove("service-intentions", "api");
    awaitEvents("healed", 1);

    assertThat(last("resource_drift").text())
        .isEqualTo("drift: cluster-02/service-intentions/api  deleted outside Treaty");
    assertThat(two.entry("service-intentions", "api")).isPresent();
  }

  @Test
  void peersAgainWhenOneSideIsTakenAway() {
    git.push(Projects.files());
    thread.start();
    awaitEvents("converged", 1);

    two.removePeering("cluster-01");
    awaitEvents("healed", 1);

    assertThat(last("healed").details().text("address")).isEqualTo("peering/cluster-01/cluster-02");
    assertThat(two.peering("cluster-01")).isPresent();
  }

  @Test
  void touchesNothingForACommitWithAnError() {
    git.push(Projects.files());
    thread.start();
    awaitEvents("converged", 1);
    int writes = one.writes().size() + two.writes().size();

    git.push(with("clusters/cluster-02/api.hcl", "Kind = \"service-intentions"));
    awaitEvents("stalled", 1);

    assertThat(last("stalled").text()).contains("clusters/cluster-02/api.hcl:1:");
    assertThat(one.writes().size() + two.writes().size()).isEqualTo(writes);

    git.push(with("clusters/cluster-02/api.hcl", Projects.intention("deny")));
    awaitEvents("converged", 2);
  }

  @Test
  void keepsGoingByTheLastCommitWhileTheRemoteIsAway() {
    git.push(Projects.files());
    thread.start();
    awaitEvents("converged", 1);
    git.fail("the host is down");
    awaitEvents("git_unreachable", 1);

    two.removePeering("cluster-01");
    awaitEvents("healed", 1);

    assertThat(one.entry("exported-services", "default")).isPresent();
    git.mend();
    awaitEvents("git_recovered", 1);
  }

  @Test
  void doesNotFollowARewoundBranch() {
    git.push(Projects.files());
    thread.start();
    awaitEvents("converged", 1);

    git.rewind(Map.of("treaty.hcl", Projects.PROJECT));
    awaitEvents("stalled", 1);

    assertThat(last("stalled").text()).contains("rewound");
    assertThat(one.entry("exported-services", "default")).isPresent();
  }

  @Test
  void onlyReportsInObserveMode() {
    git.push(with("treaty.hcl", Projects.PROJECT.replace("enforce", "observe")));
    thread.start();
    awaitEvents("observed", 1);

    assertThat(one.writes()).isEmpty();
    assertThat(two.writes()).isEmpty();
  }

  @Test
  void changesNothingInAClusterThatDoesNotAnswerAndCatchesUpLater() {
    two.faults(call -> Optional.of(FakeConsul.Fault.REFUSE));
    git.push(Projects.files());
    thread.start();
    awaitEvents("change_summary", 1);
    assertThat(two.writes()).isEmpty();
    assertThat(one.entry("exported-services", "default")).isPresent();

    two.faults(call -> Optional.empty());
    awaitEvents("converged", 1);

    assertThat(two.entry("service-intentions", "api")).isPresent();
  }

  @Test
  void saysThatAPeeringFaltersAndThatItIsWellAgain() {
    git.push(Projects.files());
    thread.start();
    awaitEvents("converged", 1);

    two.importing(false);
    awaitEvents("degraded", 1);
    assertThat(last("degraded").text())
        .isEqualTo(
            "degraded: peering/cluster-01/cluster-02"
                + "  cluster-02 has 0 of 2 instances of web from cluster-01");

    two.importing(true);
    awaitEvents("recovered", 1);
  }

  @Test
  void putsNoPeeringTokenIntoAnyEvent() throws IOException {
    git.push(Projects.files());
    thread.start();
    awaitEvents("converged", 1);

    assertThat(events.toString()).doesNotContain("secret-");
    assertThat(Files.readString(temp.resolve("ledger.ndjson"))).doesNotContain("secret-");
  }
}
