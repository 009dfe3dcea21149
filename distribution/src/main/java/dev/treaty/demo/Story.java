package dev.treaty.demo;

import dev.treaty.lab.Cluster;
import dev.treaty.lab.Patience;
import dev.treaty.lab.Server;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;

/** The seven steps, each true only when the clusters themselves say so over HTTP. */
final class Story {

  private static final String EAST = "cluster-01";
  private static final String WEST = "cluster-02";
  private static final int INSTANCES = 2;

  private final Stage stage;
  private final Screen screen;
  private final Patience patience;
  private final InstantSource clock;
  private final Map<String, Duration> measured = new LinkedHashMap<>();

  Story(Stage stage, Screen screen, Patience patience, InstantSource clock) {
    this.stage = stage;
    this.screen = screen;
    this.patience = patience;
    this.clock = clock;
  }

  void tell(Server server) {
    long start = patience.now();
    screen.step("Two clusters: " + server.title());
    Cluster east = stage.cluster(server, EAST);
    Cluster west = stage.cluster(server, WEST);

    SortedMap<String, byte[]> files = ExampleFiles.load();
    repository(files, east, west);
    firstCommit(east, west);
    secondCommit(ExampleFiles.second(files), west);
    drift(east);
    lostPeering(east, west);

    measured.put("all of it", patience.since(start));
    summary(server);
  }

  private void repository(SortedMap<String, byte[]> files, Cluster east, Cluster west) {
    screen.step("A bare Git repository, and services registered with the agents");
    long start = patience.now();
    String commit = stage.publisher().commit(files, "Peer two clusters", clock.instant());
    stage.publisher().push();
    screen.done(
        "pushed examples/two-clusters ("
            + files.size()
            + " files) as "
            + brief(commit)
            + " to "
            + stage.repository(),
        patience.since(start));
    int port = 9000;
    for (Cluster cluster : new Cluster[] {east, west}) {
      for (String service : new String[] {"web", "api"}) {
        for (int i = 1; i <= INSTANCES; i++) {
          cluster.register(service, i, port++);
        }
      }
    }
    screen.line("web and api, " + INSTANCES + " instances each, registered in both clusters");
    stage.writeClustersFile();
  }

  private void firstCommit(Cluster east, Cluster west) {
    screen.step("treaty run: plan, apply, converge");
    int mark = stage.heard().mark();
    long start = patience.now();
    stage.startReconciler();
    until(
        "the peering is active on both sides",
        () -> !east.activePeering(WEST).isEmpty() && !west.activePeering(EAST).isEmpty());
    Duration peered = patience.since(start);
    until("the exported services are imported with all instances", () -> imported(east, west));
    until(
        "the intentions are in force",
        () ->
            west.action("api", "web", EAST).equals("allow")
                && east.action("web", "api", WEST).equals("allow"));
    Duration converged = patience.since(start);
    settle(mark, "converged");
    screen.done("peering active on both sides", peered);
    screen.done(
        "api imported by " + EAST + ", web by " + WEST + ", intentions in force", converged);
    measured.put("start of the reconciler -> converged", converged);
  }

  private boolean imported(Cluster east, Cluster west) {
    return east.imported("api", WEST) == INSTANCES && west.imported("web", EAST) == INSTANCES;
  }

  private void secondCommit(SortedMap<String, byte[]> files, Cluster west) {
    screen.step("A second commit: one intention turns to deny, one more service is exported");
    String commit = stage.publisher().commit(files, "Deny web to api, export api", clock.instant());
    int mark = stage.heard().mark();
    long start = patience.now();
    stage.publisher().push();
    until(
        "the intention denies and api is imported",
        () ->
            west.action("api", "web", EAST).equals("deny")
                && west.imported("api", EAST) == INSTANCES);
    Duration took = patience.since(start);
    settle(mark, "converged");
    screen.done("push of " + brief(commit) + " -> in force in both clusters", took);
    measured.put("push -> converged", took);
  }

  private void drift(Cluster east) {
    screen.step("Somebody changes an intention behind the reconciler's back");
    int mark = stage.heard().mark();
    long start = patience.now();
    east.setAction("web", "api", "deny");
    screen.line("at " + EAST + ": service-intentions/web, api of " + WEST + " set to deny");
    until(
        "the intention is as declared again",
        () -> east.action("web", "api", WEST).equals("allow"));
    Duration took = patience.since(start);
    settle(mark, "healed");
    screen.done("drift -> healed", took);
    measured.put("drift -> healed", took);
  }

  private void lostPeering(Cluster east, Cluster west) {
    screen.step("Somebody deletes the peering, on one side only");
    String oldEast = east.activePeering(WEST);
    String oldWest = west.activePeering(EAST);
    int mark = stage.heard().mark();
    long start = patience.now();
    east.deletePeering(WEST);
    screen.line("at " + EAST + ": the peering with " + WEST + " deleted");
    until(
        "both sides have a new peering",
        () -> isNew(east.activePeering(WEST), oldEast) && isNew(west.activePeering(EAST), oldWest));
    Duration peered = patience.since(start);
    until(
        "the services are imported again",
        () -> imported(east, west) && west.imported("api", EAST) == INSTANCES);
    Duration took = patience.since(start);
    settle(mark, "healed");
    screen.done("cleaned up on both sides and peered again", peered);
    screen.done("services imported again, all instances", took);
    measured.put("peering lost -> services imported again", took);
  }

  private static boolean isNew(String id, String old) {
    return !id.isEmpty() && !id.equals(old);
  }

  private void until(String what, BooleanSupplier condition) {
    patience.until(what, () -> stage.allHere() && condition.getAsBoolean());
  }

  /** Lets the reconciler finish its sentence, so that the next step begins on an empty line. */
  private void settle(int mark, String lastWord) {
    until(
        "the reconciler says that it has " + lastWord,
        () -> stage.heard().endedWith(mark, lastWord));
  }

  private void summary(Server server) {
    screen.step("Summary: " + server.title());
    int width = measured.keySet().stream().mapToInt(String::length).max().orElse(0);
    measured.forEach((what, took) ->
        screen.line(what + " ".repeat(width - what.length() + 2) + Screen.shown(took)));
  }

  /** How to look around in what was kept. */
  void lookAround(Path launcher) {
    screen.blank();
    screen.line("Everything keeps running. Look around:");
    String treaty = launcher.toString().isEmpty() ? "treaty" : launcher.toString();
    String east = stage.addressOf(EAST);
    screen.line("  export CONSUL_HTTP_ADDR=" + east);
    screen.line("  " + treaty + " peering list");
    screen.line("  " + treaty + " intention list");
    screen.line("  curl -s " + east + "/v1/health/service/api?peer=" + WEST);
    screen.line("  git clone " + stage.repository() + "      # commit, push, and watch:");
    screen.line("  tail -f " + stage.folder().resolve("reconciler/events.ndjson"));
    StringBuilder pids = new StringBuilder();
    stage.processes().forEach(process -> pids.append(' ').append(process.pid()));
    screen.line("End it all:");
    screen.line("  kill" + pids + " && rm -r " + stage.folder());
  }

  private static String brief(String commit) {
    return commit.substring(0, 7);
  }
}
