package dev.treaty.agent.feature;

import dev.treaty.agent.http.Route;
import dev.treaty.agent.metrics.Metrics;
import dev.treaty.agent.settings.AgentSettings;
import java.util.List;

/** A part of the agent that is reached over HTTP or does something by itself. */
public interface Feature extends AutoCloseable {

  /** Its lines of the route table. */
  List<Route> routes();

  /**
   * Starts what it does by itself, before the HTTP API opens and in the order features are listed.
   * Must not take long: the API is to be open within two seconds.
   */
  default void start() {}

  /** Adds what it measures. */
  default void measure(Metrics metrics) {}

  /** What other agents of the cluster may ask for besides the routes. */
  default List<Route> peerRoutes() {
    return List.of();
  }

  /**
   * Takes up what only the leader does; on a server that is alone, right after all have started.
   * May block, and is called again if it fails: it begins where it left off.
   */
  default void lead() {}

  /** Lets go of what only the leader does. A write that is on its way is refused. */
  default void follow() {}

  /** Whether it also runs on a client agent, which has nothing of the cluster's state. */
  default boolean runsOnClients() {
    return false;
  }

  /** Takes from changed settings what it can take while it runs. */
  default void reload(AgentSettings now) {}

  /** Prepares to leave the cluster for good, while everything still runs. */
  default void leave() {}

  /** Ends it, after the HTTP API has closed and in reverse order. */
  @Override
  default void close() {}
}
