package dev.treaty.agent.store;

/**
 * One object of a table: an immutable record that Jackson can write and read back without loss (see
 * {@link StoreJson} for what is understood beyond Jackson's own).
 */
public interface Row {}
