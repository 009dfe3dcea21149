package dev.treaty.agent.cluster;

import dev.treaty.agent.store.Subscription;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Who wants to know of changes; thousands of waiting requests may. */
final class Listeners {

  private final Executor workers;
  private final Set<Standing> standing = ConcurrentHashMap.newKeySet();

  Listeners(Executor workers) {
    this.workers = workers;
  }

  private static final class Standing {
    private final Runnable onChange;

    Standing(Runnable onChange) {
      this.onChange = onChange;
    }
  }

  Subscription add(Runnable onChange) {
    Standing made = new Standing(onChange);
    standing.add(made);
    return () -> standing.remove(made);
  }

  void tell() {
    if (standing.isEmpty()) {
      return;
    }
    try {
      workers.execute(() -> standing.forEach(one -> one.onChange.run()));
    } catch (RejectedExecutionException e) {
      standing.clear(); // the agent stops
    }
  }
}
