package dev.treaty.agent.store;

/**
 * A row as it stands in a table.
 *
 * @param createIndex index of the command that made it
 * @param modifyIndex index of the command that last wrote it
 */
public record Stored<R extends Row>(String key, R row, long createIndex, long modifyIndex) {}
