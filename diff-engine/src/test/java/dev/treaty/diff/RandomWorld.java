package dev.treaty.diff;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.live.LivePeering;
import dev.treaty.model.project.SafetyLimits.Prune;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A project and its clusters by seed: everything that can stand in one another's way. */
final class RandomWorld {

  private static final List<String> CLUSTERS = List.of("c1", "c2", "c3");
  private static final List<String> NAMES = List.of("*", "web", "api", "db", "Cache");
  private static final List<String> STATES =
      List.of("PENDING", "ESTABLISHING", "ACTIVE", "FAILING", "DELETING", "TERMINATED");

  private final Random random;
  private final Planning planning = Planning.of(CLUSTERS.toArray(String[]::new));

  private RandomWorld(long seed) {
    this.random = new Random(seed);
  }

  static Planning of(long seed) {
    RandomWorld world = new RandomWorld(seed);
    for (String cluster : CLUSTERS) {
      world.entries(cluster);
    }
    world.peerings();
    world.accidents();
    return world.planning;
  }

  /** The same world with everything listed in another order. */
  static Planning shuffled(long seed, long order) {
    Planning planning = of(seed);
    Collections.shuffle(planning.declared, new Random(order));
    Collections.shuffle(planning.peerings, new Random(order));
    planning.rows.values().forEach(rows -> Collections.shuffle(rows, new Random(order)));
    return planning;
  }

  private void entries(String cluster) {
    for (String name : NAMES) {
      entry(cluster, intentions(name), intentions(name));
      if (!name.equals("*")) {
        entry(cluster, defaults(name), defaults(name));
      }
    }
    entry(cluster, exports(), exports());
    if (random.nextBoolean()) {
      planning.defaultAllow(cluster);
    }
  }

  /** One entry as it may be declared, and as it may stand. */
  private void entry(String cluster, Entry declared, Entry other) {
    if (random.nextInt(3) > 0) {
      planning.declare(cluster, declared);
    }
    switch (random.nextInt(9)) {
      case 0, 1 -> planning.owned(cluster, declared);
      case 2 -> planning.owned(cluster, other);
      case 3 -> planning.drifted(cluster, declared, other);
      case 4 -> planning.live(cluster, random.nextBoolean() ? declared : other);
      case 5 ->
          planning.live(
              cluster,
              declared.withMeta(
                  Value.Fields.EMPTY
                      .with("external-source", Value.text("treaty"))
                      .with("treaty-id", Value.text("else:" + cluster + "/x/y"))));
      case 6 ->
          planning.live(
              cluster, declared.withMeta(Planning.marked(cluster, intentions("copied")).meta()));
      default -> {}
    }
  }

  private Entry intentions(String name) {
    List<String> sources = new ArrayList<>();
    for (String source : List.of("*", "web", "api@c2", "batch")) {
      if (random.nextInt(3) > 0) {
        sources.add(source + "=" + (random.nextBoolean() ? "allow" : "deny"));
      }
    }
    if (sources.isEmpty()) {
      sources.add("web=allow");
    }
    return Planning.intentions(name, sources.toArray(String[]::new));
  }

  private Entry defaults(String name) {
    return Planning.defaults(name, List.of("http", "tcp", "grpc").get(random.nextInt(3)));
  }

  private Entry exports() {
    List<String> services = new ArrayList<>(List.of("web>c2"));
    if (random.nextBoolean()) {
      services.add("api>" + (random.nextBoolean() ? "c2,c3" : "c3"));
    }
    return Planning.exports(services.toArray(String[]::new));
  }

  private void peerings() {
    peering("c1", "c2");
    peering("c2", "c3");
    peering("c3", "c1");
  }

  private void peering(String first, String second) {
    boolean turned = first.compareTo(second) > 0;
    String address = turned ? "peering/" + second + "/" + first : "peering/" + first + "/" + second;
    if (random.nextInt(3) > 0) {
      planning.peer(first, second, random.nextInt(5) == 0 ? "other" + second : second, first);
    }
    row(first, second, address);
    row(second, first, address);
  }

  private void row(String cluster, String peer, String address) {
    if (random.nextInt(3) == 0) {
      return;
    }
    String state = STATES.get(random.nextInt(STATES.size()));
    String id = cluster + "-" + peer;
    Map<String, String> meta = random.nextInt(6) == 0 ? Map.of() : Planning.ours(address);
    LivePeering row =
        random.nextBoolean()
            ? Planning.acceptor(peer, id, state, meta)
            : Planning.dialer(
                peer, id, random.nextInt(4) == 0 ? "stranger" : peer + "-" + cluster, state, meta);
    planning.row(cluster, row);
  }

  private void accidents() {
    if (random.nextInt(6) == 0) {
      planning.problem("c2", "timeout");
    }
    if (random.nextInt(6) == 0) {
      planning.safety(30, 10, Prune.NEVER);
    }
  }
}
