package dev.treaty.agent.catalog;

import dev.treaty.agent.store.Row;

/**
 * A reason for which a service has a virtual address though no instance is in the mesh.
 *
 * @param holder what needs it, for example the kind of a config entry
 */
record VirtualHold(String holder) implements Row {}
