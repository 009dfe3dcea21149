package dev.treaty.agent.feature;

import dev.treaty.agent.cluster.Membership;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.store.Store;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What features are given.
 *
 * @param nodeId the agent's own node ID, a UUID
 * @param cluster the agents this one belongs to
 * @param clock the only source of time
 * @param timers for delays and intervals; do no work on it, hand it to {@code workers}
 * @param workers virtual threads: may block
 */
public record AgentContext(
    Store store,
    AgentSettings settings,
    String nodeId,
    PortBook ports,
    Membership cluster,
    InstantSource clock,
    ScheduledExecutorService timers,
    Executor workers) {

  public String nodeName() {
    return settings.node().name();
  }

  public String datacenter() {
    return settings.datacenter();
  }
}
