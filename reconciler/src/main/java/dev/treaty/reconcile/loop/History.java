package dev.treaty.reconcile.loop;

import dev.treaty.model.value.Value;
import dev.treaty.reconcile.apply.ApplyReport;
import dev.treaty.reconcile.apply.ChangeResult;
import dev.treaty.reconcile.ledger.Ledger;
import java.time.Duration;
import java.time.InstantSource;

/** Keeps what was done in the ledger. */
final class History {
  private final Ledger ledger;
  private final InstantSource clock;

  History(Ledger ledger, InstantSource clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  private Value.Fields line(String event, String revision) {
    return Value.Fields.EMPTY
        .with("time", Value.text(clock.instant().toString()))
        .with("event", Value.text(event))
        .with("revision", Value.text(revision));
  }

  void applied(String revision, ApplyReport report) {
    for (ChangeResult result : report.results()) {
      String outcome =
          switch (result) {
            case ChangeResult.Applied applied -> "applied";
            case ChangeResult.Conflicted conflicted -> "conflicted: " + conflicted.why();
            case ChangeResult.Failed failed -> "failed: " + failed.why();
            case ChangeResult.Skipped skipped -> "skipped: " + skipped.because();
          };
      ledger.append(
          line("change", revision)
              .with("address", Value.text(result.change().address()))
              .with("action", Value.text(result.change().action().word()))
              .with("reason", Value.text(result.change().reason().code()))
              .with("outcome", Value.text(outcome)));
    }
  }

  void converged(String revision, Duration took) {
    ledger.append(line("converged", revision).with("elapsed_ms", Value.Whole.of(took.toMillis())));
  }
}
