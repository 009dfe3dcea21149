package dev.treaty.model.graph;

import dev.treaty.model.value.Value;
import java.util.List;
import java.util.SortedMap;

/**
 * What the entries say about reaching one service, as a graph that is walked from its start.
 *
 * @param customizationHash of what a caller overrode; empty where that changed nothing
 * @param isDefault whether no router, splitter or resolver says anything
 */
public record CompiledChain(
    ServiceId service,
    String datacenter,
    String customizationHash,
    boolean isDefault,
    String protocol,
    Value.Fields serviceMeta,
    List<Value> envoyExtensions,
    String startNode,
    SortedMap<String, ChainNode> nodes,
    SortedMap<String, ChainTarget> targets) {

  ChainNode start() {
    ChainNode node = nodes.get(startNode);
    if (node == null) {
      throw new IllegalStateException("the chain of " + service + " has no start");
    }
    return node;
  }
}
