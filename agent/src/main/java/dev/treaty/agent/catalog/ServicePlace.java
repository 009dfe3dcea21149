package dev.treaty.agent.catalog;

import dev.treaty.agent.store.Row;

/** Where an instance stands in the table of services. */
record ServicePlace(String serviceKey) implements Row {}
