package dev.treaty.agent.local;

import dev.treaty.agent.catalog.CheckRow;
import dev.treaty.agent.check.CheckSpec;
import dev.treaty.agent.store.Row;
import java.time.Instant;

/**
 * A check the agent was told of, with what it last said and how it is run.
 *
 * @param configured a configuration file told of it, and it goes when the file says so no more
 * @param heardAt when it was told what it says, by the clock on the wall: over a restart there is
 *     no other
 */
record LocalCheck(CheckRow row, CheckSpec spec, boolean configured, Instant heardAt)
    implements Row {

  LocalCheck(CheckRow row, CheckSpec spec) {
    this(row, spec, false, Instant.EPOCH);
  }

  LocalCheck saying(String status, String output) {
    return new LocalCheck(row.saying(status, output), spec, configured, heardAt);
  }

  LocalCheck heard(Instant at) {
    return new LocalCheck(row, spec, configured, at);
  }

  LocalCheck fromConfiguration(boolean told) {
    return new LocalCheck(row, spec, told, heardAt);
  }

  LocalCheck with(CheckRow other) {
    return new LocalCheck(other, spec, configured, heardAt);
  }

  /** This check, saying what an earlier one of its ID said. */
  LocalCheck keeping(LocalCheck before) {
    return saying(before.row.status(), before.row.output()).heard(before.heardAt);
  }
}
