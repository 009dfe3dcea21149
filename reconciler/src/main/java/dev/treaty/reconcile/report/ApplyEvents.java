package dev.treaty.reconcile.report;

import dev.treaty.diff.Action;
import dev.treaty.diff.Change;
import dev.treaty.diff.EntryChange;
import dev.treaty.diff.FieldChange;
import dev.treaty.diff.FieldText;
import dev.treaty.reconcile.apply.ApplyListener;
import dev.treaty.reconcile.apply.ApplyReport;
import dev.treaty.reconcile.apply.ChangeResult;
import dev.treaty.reconcile.apply.Shortfall;
import java.time.Duration;
import java.util.List;

/** Says what happens while a plan is applied. */
public final class ApplyEvents implements ApplyListener {
  private final EventSink sink;

  public ApplyEvents(EventSink sink) {
    this.sink = sink;
  }

  @Override
  public void started(Change change) {}

  @Override
  public void finished(ChangeResult result) {
    Change change = result.change();
    Event event =
        switch (result) {
          case ChangeResult.Applied(Change c, Duration took) ->
              Event.of("apply_complete", line(change, done(change) + " in " + millis(took)))
                  .with("elapsed_ms", took.toMillis());
          case ChangeResult.Conflicted(Change c, String why) ->
              Event.of("apply_errored", line(change, "conflict: " + why)).with("conflict", why);
          case ChangeResult.Failed(Change c, String why) ->
              Event.of("apply_errored", line(change, "failed: " + why)).with("error", why);
          case ChangeResult.Skipped(Change c, String because) ->
              Event.of("apply_skipped", line(change, "skipped: " + because))
                  .with("because", because);
        };
    sink.accept(event.with("address", change.address()).with("action", change.action().word()));
  }

  private static String line(Change change, String what) {
    return "  " + change.action().symbol().strip() + " " + change.address() + "  " + what;
  }

  private static String done(Change change) {
    boolean peering = change.address().startsWith("peering/");
    return switch (change.action()) {
      case CREATE -> peering ? "established" : "created";
      case UPDATE -> "updated";
      case REPLACE -> "established anew";
      case DELETE -> "deleted";
      case KEEP -> "kept";
      case REPORT -> "left alone";
    };
  }

  /** {@code 12 ms}, or {@code 3.4 s} from ten seconds on. */
  public static String millis(Duration took) {
    long ms = took.toMillis();
    return ms < 10_000 ? ms + " ms" : ms / 1000 + "." + ms % 1000 / 100 + " s";
  }

  /** Terraform's closing line. */
  public static Event summary(ApplyReport report) {
    int replaced = report.applied(Action.REPLACE);
    int added = report.applied(Action.CREATE) + replaced;
    int changed = report.applied(Action.UPDATE);
    int destroyed = report.applied(Action.DELETE) + replaced;
    String text =
        (report.isClean() ? "Apply complete! " : "Apply incomplete: ")
            + "Resources: "
            + added
            + " added, "
            + changed
            + " changed, "
            + destroyed
            + " destroyed."
            + (report.isClean() ? "" : " " + report.problems().size() + " not applied.");
    return Event.of("change_summary", text)
        .with("add", added)
        .with("change", changed)
        .with("remove", destroyed)
        .with("errors", report.problems().size());
  }

  /** One event per change that mends drift, with the fields that differed. */
  public static Event drift(Change change) {
    StringBuilder text = new StringBuilder("drift: " + change.address());
    if (change instanceof EntryChange entry && !entry.fields().isEmpty()) {
      List<FieldChange> fields = entry.fields();
      if (fields.size() == 1) {
        text.append("  ").append(FieldText.line(fields.getFirst()).strip());
      } else {
        fields.forEach(field -> text.append("\n    ").append(FieldText.line(field).strip()));
      }
    } else {
      text.append("  ").append(change.reason().text());
    }
    return Event.of("resource_drift", text.toString())
        .with("address", change.address())
        .with("reason", change.reason().code());
  }

  /** What is still missing, one line each. */
  public static Event waiting(String revision, List<Shortfall> missing) {
    StringBuilder text = new StringBuilder("not converged: ");
    text.append(missing.size() == 1 ? "" : "\n    ");
    text.append(
        String.join("\n    ", missing.stream().map(s -> s.address() + "  " + s.text()).toList()));
    return Event.of("not_converged", text.toString())
        .with("revision", revision)
        .with("missing", missing.size());
  }
}
