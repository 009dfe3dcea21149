package dev.treaty.agent.group;

import dev.treaty.agent.catalog.CatalogOutcome;
import dev.treaty.agent.catalog.CatalogView;
import dev.treaty.agent.catalog.CheckRow;
import dev.treaty.agent.catalog.Deregister;
import dev.treaty.agent.catalog.Locality;
import dev.treaty.agent.catalog.NodeRow;
import dev.treaty.agent.catalog.Register;
import dev.treaty.agent.catalog.ServiceRow;
import dev.treaty.agent.cluster.Member;
import dev.treaty.agent.store.State;
import dev.treaty.agent.store.Store;
import dev.treaty.agent.store.Stored;
import dev.treaty.model.entry.Tenancy;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leader's part: says in the catalog of every member whether it lives, as Consul's leader does
 * with {@code serfHealth}, and takes out who left.
 */
final class MemberRows {

  private static final Logger LOG = LoggerFactory.getLogger(MemberRows.class);
  private static final String SERF_HEALTH = "serfHealth";
  private static final String PARTITION = Tenancy.DEFAULT.partition();

  /** A new leader gives those that it has not heard of yet so long to speak. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Store store;
  private final String selfId;
  private final boolean selfToo;
  private final Duration remembered;
  private final Map<String, Long> missingSince = new HashMap<>();

  /**
   * The rows of the members.
   *
   * @param selfToo whether this server's own row is written here and not by itself
   * @param remembered how long a node that is no member any more stays
   */
  MemberRows(Store store, String selfId, boolean selfToo, Duration remembered) {
    this.store = store;
    this.selfId = selfId;
    this.selfToo = selfToo;
    this.remembered = remembered;
  }

  /** Forgets what an earlier time as the leader has seen. */
  synchronized void begin() {
    missingSince.clear();
  }

  /** Writes what is not there as it should be. */
  synchronized void settle(List<Member> members) {
    Set<String> names = new HashSet<>();
    for (Member member : members) {
      names.add(member.name().toLowerCase(Locale.ROOT));
      boolean self = member.id().equals(selfId);
      if (self && !selfToo) {
        continue;
      }
      switch (member.status()) {
        case ALIVE, LEAVING -> alive(member);
        case FAILED -> failed(member.name());
        case LEFT -> {
          if (!self) {
            gone(member.name());
          }
        }
      }
    }
    strangers(names);
  }

  private void alive(Member member) {
    State state = store.state();
    CatalogView view = new CatalogView(state);
    CheckRow alive =
        CheckRow.ofNode(member.name(), SERF_HEALTH, "Serf Health Status", CheckRow.PASSING)
            .saying(CheckRow.PASSING, "Agent alive and reachable");
    Optional<ServiceRow> service = member.server() ? Optional.of(consul(member)) : Optional.empty();
    Optional<NodeRow> known = view.node("", PARTITION, member.name()).map(Stored::row);
    boolean nodeStands =
        known.isPresent()
            && known.get().id().equals(member.id())
            && known.get().address().equals(member.address());
    boolean serviceStands =
        service.isEmpty()
            || view.onNode("", PARTITION, member.name()).stream()
                .anyMatch(row -> isSame(row.row(), service.get()));
    boolean checkStands = health(view, member.name()).filter(alive::equals).isPresent();
    if (nodeStands && serviceStands && checkStands) {
      return;
    }
    NodeRow node =
        new NodeRow(
            "",
            PARTITION,
            member.id(),
            member.name(),
            member.address(),
            member.datacenter(),
            known.map(NodeRow::taggedAddresses).orElse(Map.of()),
            known.map(NodeRow::meta).orElse(Map.of()),
            known.map(NodeRow::locality).orElse(Locality.NONE));
    // Its own anti-entropy says more of the node than we know: what is right stays.
    CatalogOutcome outcome = store.propose(new Register(node, nodeStands, service, List.of(alive)));
    if (outcome instanceof CatalogOutcome.Refused(String reason)) {
      LOG.warn("the catalog does not take member {}: {}", member.name(), reason);
    } else {
      LOG.info("member {} is alive", member.name());
    }
  }

  private static boolean isSame(ServiceRow there, ServiceRow wanted) {
    return there.id().equals(wanted.id())
        && there.name().equals(wanted.name())
        && there.port() == wanted.port()
        && there.meta().equals(wanted.meta());
  }

  private static Optional<CheckRow> health(CatalogView view, String node) {
    return view.allChecks("", PARTITION, node).stream()
        .map(Stored::row)
        .filter(check -> check.id().equals(SERF_HEALTH))
        .findFirst();
  }

  private void failed(String name) {
    CatalogView view = new CatalogView(store.state());
    Optional<NodeRow> node = view.node("", PARTITION, name).map(Stored::row);
    if (node.isEmpty()) {
      return;
    }
    CheckRow dead =
        CheckRow.ofNode(node.get().name(), SERF_HEALTH, "Serf Health Status", CheckRow.CRITICAL)
            .saying(CheckRow.CRITICAL, "Agent not live or unreachable");
    if (health(view, name).filter(dead::equals).isEmpty()) {
      LOG.info("member {} failed", name);
      store.propose(new Register(node.get(), true, Optional.empty(), List.of(dead)));
    }
  }

  private void gone(String name) {
    if (new CatalogView(store.state()).node("", PARTITION, name).isPresent()) {
      LOG.info("member {} left", name);
      store.propose(new Deregister(Tenancy.DEFAULT, name, "", ""));
    }
  }

  /** Nodes that were members once: a leader that has just started may not have met them yet. */
  private void strangers(Set<String> members) {
    long now = System.nanoTime();
    CatalogView view = new CatalogView(store.state());
    Set<String> missing = new HashSet<>();
    for (Stored<NodeRow> stored : view.nodes("", PARTITION)) {
      String name = stored.row().name();
      if (stored.row().id().equals(selfId)
          || members.contains(name.toLowerCase(Locale.ROOT))
          || health(view, name).isEmpty()) {
        continue;
      }
      missing.add(name);
      Duration since = Duration.ofNanos(now - missingSince.computeIfAbsent(name, unused -> now));
      if (since.compareTo(remembered) > 0) {
        gone(name);
      } else if (since.compareTo(PATIENCE) > 0) {
        failed(name);
      }
    }
    missingSince.keySet().retainAll(missing);
  }

  /** The service that every server has. */
  private static ServiceRow consul(Member member) {
    Map<String, String> meta = new TreeMap<>();
    meta.put("grpc_port", member.tags().getOrDefault("grpc_port", "0"));
    meta.put("grpc_tls_port", member.tags().getOrDefault("grpc_tls_port", "0"));
    meta.put("non_voter", "false");
    meta.put("raft_version", "3");
    meta.put("read_replica", "false");
    meta.put("serf_protocol_current", "2");
    meta.put("serf_protocol_max", "5");
    meta.put("serf_protocol_min", "1");
    meta.put("version", member.tag("build").split(":", 2)[0]);
    ServiceRow bare =
        ServiceRow.of(member.name(), "consul", Integer.parseInt("0" + member.tag("port")));
    return new ServiceRow(
        "",
        bare.tenancy(),
        member.name(),
        "",
        bare.id(),
        bare.name(),
        List.of(),
        "",
        Map.of(),
        meta,
        bare.port(),
        "",
        bare.weights(),
        false,
        bare.proxy(),
        bare.mesh(),
        Locality.NONE);
  }
}
