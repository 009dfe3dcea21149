package dev.treaty.agent.store;

/**
 * The name and row type of a table.
 *
 * @param name stands in the log and in snapshots: never rename one that was released
 */
public record TableId<R extends Row>(String name, Class<R> rowType) {}
