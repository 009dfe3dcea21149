package dev.treaty.agent.catalog;

import dev.treaty.agent.store.Row;

/** Where a check stands in the table of checks. */
record CheckPlace(String checkKey) implements Row {}
