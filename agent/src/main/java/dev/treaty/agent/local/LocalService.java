package dev.treaty.agent.local;

import dev.treaty.agent.catalog.ServiceRow;
import dev.treaty.agent.store.Row;

/**
 * A service the agent was told of.
 *
 * @param sidecar it came with another service and goes with it
 */
record LocalService(ServiceRow row, boolean sidecar) implements Row {}
