package dev.treaty.diff;

import dev.treaty.model.live.LivePeering;
import dev.treaty.model.peering.ClusterName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Prints a plan for people, in Terraform's shape: symbols, fields that differ, and a closing line
 * that scripts may grep.
 */
public final class PlanText {

  /** Whether the text is coloured for a terminal. */
  public enum Colour {
    NONE,
    ANSI
  }

  private final Plan plan;
  private final Ink ink;
  private final StringBuilder out = new StringBuilder();

  private PlanText(Plan plan, Colour colour) {
    this.plan = plan;
    this.ink = new Ink(colour);
  }

  /** The plan without colour. */
  public static String of(Plan plan) {
    return of(plan, Colour.NONE);
  }

  public static String of(Plan plan, Colour colour) {
    PlanText text = new PlanText(plan, colour);
    text.clusters();
    text.peerings();
    text.reports();
    text.problems();
    text.out.append(text.closing());
    return text.out.toString();
  }

  /** One line: {@code Plan: 3 to add, 1 to change, 0 to destroy.} A replace is both. */
  public static String summary(Plan plan) {
    int replaced = plan.count(Action.REPLACE);
    return "Plan: "
        + (plan.count(Action.CREATE) + replaced)
        + " to add, "
        + plan.count(Action.UPDATE)
        + " to change, "
        + (plan.count(Action.DELETE) + replaced)
        + " to destroy.";
  }

  private void clusters() {
    Map<ClusterName, List<Change>> byCluster = new TreeMap<>();
    for (Change change : plan.changes()) {
      if (change instanceof EntryChange entry) {
        byCluster.computeIfAbsent(entry.cluster(), name -> new ArrayList<>()).add(change);
      }
    }
    byCluster.forEach((name, changes) -> {
      out.append(ink.bold("# cluster \"" + Printable.of(name.text()) + "\""))
          .append(census(name))
          .append('\n');
      Columns columns = new Columns(name + "/", changes);
      for (Change change : changes) {
        out.append(columns.line(change, ink));
        fields(change);
      }
      out.append('\n');
    });
  }

  private String census(ClusterName name) {
    return plan.clusters().stream()
        .filter(cluster -> cluster.name().equals(name))
        .findFirst()
        .map(cluster ->
            "  (" + cluster.managed() + " managed, " + cluster.foreign() + " foreign ignored)")
        .orElse("");
  }

  private void fields(Change change) {
    List<FieldChange> fields =
        switch (change) {
          case EntryChange.Create create -> Comparison.fieldsOf(create.written());
          case EntryChange other -> other.fields();
          case PeerChange other -> List.of();
        };
    for (FieldChange field : fields) {
      String line = FieldText.line(field);
      out.append("      ").append(ink.of(FieldText.symbol(field), line)).append('\n');
    }
  }

  private void peerings() {
    List<Change> changes =
        plan.changes().stream().filter(change -> change instanceof PeerChange).toList();
    if (changes.isEmpty()) {
      return;
    }
    out.append(ink.bold("# peerings")).append('\n');
    Columns columns = new Columns("", changes);
    for (Change change : changes) {
      out.append(columns.line(change, ink));
      switch (change) {
        case PeerChange.Establish peer -> {
          peer.remove().forEach(this::removed);
          out.append("      ").append(roles(peer)).append('\n');
        }
        case PeerChange.Delete peer -> peer.remove().forEach(this::removed);
        case PeerChange other -> {}
        case EntryChange other -> {}
      }
    }
    out.append('\n');
  }

  private void removed(PeerSide side) {
    String state = side.row().map(LivePeering::state).orElse("");
    String line =
        "- at "
            + side.cluster()
            + " the peer \""
            + Printable.of(side.peerName())
            + "\", "
            + Printable.of(state);
    out.append("      ").append(ink.of("-", line)).append('\n');
  }

  private static String roles(PeerChange peer) {
    return Printable.of(
        peer.acceptor().cluster()
            + " makes the token for \""
            + peer.acceptor().peerName()
            + "\", "
            + peer.dialer().cluster()
            + " dials \""
            + peer.dialer().peerName()
            + "\"");
  }

  private void reports() {
    if (plan.reports().isEmpty()) {
      return;
    }
    out.append(ink.bold("Reports, left alone:")).append('\n');
    Columns columns = new Columns("", plan.reports());
    for (Change change : plan.reports()) {
      out.append(columns.line(change, ink));
      fields(change);
      AdoptionHint.command(change)
          .ifPresent(command -> out.append("      to make it ours: ").append(command).append('\n'));
    }
    out.append('\n');
  }

  private void problems() {
    if (plan.isComplete()) {
      return;
    }
    out.append(ink.bold("Not read whole, nothing is changed there:")).append('\n');
    for (ReadProblem problem : plan.problems()) {
      String line = "  ! cluster \"" + problem.cluster() + "\": " + problem.message();
      out.append(ink.of("!", Printable.of(line))).append('\n');
    }
    out.append('\n');
  }

  private String closing() {
    if (plan.isEmpty()) {
      return nothing() + "\n";
    }
    StringBuilder closing = new StringBuilder(ink.bold(summary(plan)));
    for (SafetyVerdict.Share share : plan.safety().shares()) {
      closing.append("\nSafety: ").append(share(share));
    }
    if (plan.safety().isExceeded()) {
      closing
          .append("\n\n")
          .append(ink.of("-", "Over the deletion cap: nothing will be written."))
          .append("\nRaise `safety` in Git, or consent to this very plan: --consent ")
          .append(PlanDigest.of(plan));
    }
    return closing.append('\n').toString();
  }

  private String nothing() {
    if (!plan.isComplete()) {
      return "No changes. Not every cluster could be read.";
    }
    String revision = Printable.revision(plan.revision());
    return plan.conflicts().isEmpty()
        ? "No changes. Live state matches " + revision + "."
        : "No changes. What is ours matches " + revision + "; the rest is reported above.";
  }

  private static String share(SafetyVerdict.Share share) {
    Optional<String> percent =
        share.owned() == 0
            ? Optional.empty()
            : Optional.of(percent(share.deleted() * 1000L / share.owned()));
    return share.cluster()
        + " "
        + share.deleted()
        + "/"
        + share.owned()
        + " "
        + share.kind()
        + " deleted"
        + percent.map(text -> " (" + text + "%)").orElse("")
        + ", limit "
        + share.limitPercent()
        + "%"
        + (share.exceeded() ? ", exceeded." : ".");
  }

  private static String percent(long tenths) {
    return tenths % 10 == 0 ? "" + tenths / 10 : tenths / 10 + "." + tenths % 10;
  }
}
