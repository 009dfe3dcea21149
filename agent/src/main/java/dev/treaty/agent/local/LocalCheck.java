package dev.treaty.agent.local;

import dev.treaty.agent.catalog.CheckRow;
import dev.treaty.agent.check.CheckSpec;
import dev.treaty.agent.store.Row;

/** A check the agent was told of, with what it last said and how it is run. */
record LocalCheck(CheckRow row, CheckSpec spec) implements Row {

  LocalCheck saying(String status, String output) {
    return new LocalCheck(row.saying(status, output), spec);
  }
}
