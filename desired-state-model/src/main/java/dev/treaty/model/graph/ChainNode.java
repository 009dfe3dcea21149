package dev.treaty.model.graph;

import dev.treaty.model.value.Value;
import java.util.List;
import java.util.Optional;

/** A step of a compiled chain. */
public sealed interface ChainNode {

  String name();

  /** The key of the node in its chain: its type and name. */
  String key();

  /** Chooses by the content of a request. */
  record Router(String name, List<Route> routes) implements ChainNode {
    @Override
    public String key() {
      return "router:" + name;
    }
  }

  /**
   * One case of a router.
   *
   * @param definition as the entry has it
   */
  record Route(Value.Fields definition, String next) {}

  /**
   * Chooses by weight.
   *
   * @param loadBalancer the first hash-based one of where it leads to
   */
  record Splitter(String name, List<Split> splits, Optional<Value.Fields> loadBalancer)
      implements ChainNode {
    @Override
    public String key() {
      return "splitter:" + name;
    }
  }

  /**
   * One part of a splitter.
   *
   * @param definition as the entry has it; where splitters were joined, with the headers of both
   * @param weight in percent, which may be less than the definition's
   */
  record Split(Value.Fields definition, float weight, String next) {}

  /**
   * Ends the chain at a target.
   *
   * @param isDefault whether no resolver says anything about it
   * @param connectTimeout in nanoseconds, as the request timeout
   */
  record Resolver(
      String target,
      boolean isDefault,
      long connectTimeout,
      long requestTimeout,
      Optional<Failover> failover,
      Optional<Value.Fields> loadBalancer)
      implements ChainNode {
    @Override
    public String name() {
      return target;
    }

    @Override
    public String key() {
      return "resolver:" + target;
    }

    Resolver with(Failover instead) {
      return new Resolver(
          target, isDefault, connectTimeout, requestTimeout, Optional.of(instead), loadBalancer);
    }
  }

  /** Targets to turn to, one after the other. */
  record Failover(List<String> targets, Optional<Value.Fields> policy) {}
}
