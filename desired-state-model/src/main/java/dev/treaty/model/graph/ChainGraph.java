package dev.treaty.model.graph;

import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.entry.EntryKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The finished nodes of a chain: no circles, splitters joined, nothing that is not reached. */
final class ChainGraph {

  private static final String LEAVE = "";

  private final Map<String, ChainNode> nodes;
  private final String start;
  private final ServiceId top;

  ChainGraph(Map<String, ChainNode> nodes, String start, ServiceId top) {
    this.nodes = nodes;
    this.start = start;
    this.top = top;
  }

  void refuseCircles(EntryKey topEntry) throws BrokenChainException {
    Deque<String> todo = new ArrayDeque<>();
    List<String> path = new ArrayList<>();
    Set<String> onPath = new HashSet<>();
    todo.push(start);
    while (!todo.isEmpty()) {
      String current = todo.pop();
      if (current.equals(LEAVE)) {
        onPath.remove(path.remove(path.size() - 1));
        continue;
      }
      path.add(current);
      if (!onPath.add(current)) {
        throw new BrokenChainException(
            GraphFault.of(
                DiagnosticCode.CHAIN_CIRCLE,
                "detected circular reference: [" + String.join(" -> ", path) + "]",
                topEntry,
                top.entry("service-splitter")));
      }
      todo.push(LEAVE);
      next(current).forEach(todo::push);
    }
  }

  private List<String> next(String key) {
    return switch (node(key)) {
      case ChainNode.Router router -> router.routes().stream().map(ChainNode.Route::next).toList();
      case ChainNode.Splitter splitter ->
          splitter.splits().stream().map(ChainNode.Split::next).toList();
      case ChainNode.Resolver resolver -> List.of();
    };
  }

  private ChainNode node(String key) {
    ChainNode node = nodes.get(key);
    if (node == null) {
      throw new IllegalStateException("a chain names the node " + key + ", which it does not have");
    }
    return node;
  }

  /** A splitter that leads to a splitter becomes one. */
  void joinSplitters() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Map.Entry<String, ChainNode> each : nodes.entrySet()) {
        if (each.getValue() instanceof ChainNode.Splitter splitter && leadsToSplitter(splitter)) {
          each.setValue(joined(splitter));
          changed = true;
        }
      }
    }
  }

  private boolean leadsToSplitter(ChainNode.Splitter splitter) {
    return splitter.splits().stream()
        .anyMatch(split -> node(split.next()) instanceof ChainNode.Splitter);
  }

  private ChainNode.Splitter joined(ChainNode.Splitter splitter) {
    List<ChainNode.Split> flat = new ArrayList<>();
    for (ChainNode.Split split : splitter.splits()) {
      if (!(node(split.next()) instanceof ChainNode.Splitter below)) {
        flat.add(split);
        continue;
      }
      for (ChainNode.Split inner : below.splits()) {
        flat.add(
            new ChainNode.Split(
                SplitHeaders.merged(split.definition(), inner.definition()),
                Weights.join(split.weight(), inner.weight()),
                inner.next()));
      }
    }
    return new ChainNode.Splitter(splitter.name(), flat, splitter.loadBalancer());
  }

  void dropUnreached() {
    Set<String> reached = new HashSet<>();
    Deque<String> todo = new ArrayDeque<>(List.of(start));
    while (!todo.isEmpty()) {
      String key = todo.pop();
      if (reached.add(key)) {
        todo.addAll(next(key));
      }
    }
    nodes.keySet().retainAll(reached);
  }

  /** Which targets are only turned to when others fail. */
  static Set<String> failoverTargets(CompiledChain chain) {
    Set<String> found = new HashSet<>();
    for (ChainNode node : chain.nodes().values()) {
      if (node instanceof ChainNode.Resolver resolver) {
        resolver.failover().ifPresent(each -> found.addAll(each.targets()));
      }
    }
    return found;
  }
}
