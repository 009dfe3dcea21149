package dev.treaty.diff;

import java.util.Locale;

/** Why a change was chosen. */
public enum ChangeReason {
  /** Live is as declared. */
  IN_SYNC("in sync"),
  /** Declared and not there. */
  DECLARED("new"),
  /** Declared, applied before, and no longer there: somebody deleted it. */
  MISSING("deleted outside Treaty"),
  /** Ours, and live is not what we last applied while the declaration stayed. */
  DRIFTED("drifted"),
  /** Ours, and the declaration is not what we last applied while live stayed. */
  PENDING("changed in Git"),
  /** Both of the above. */
  DRIFTED_AND_PENDING("drifted, and changed in Git"),
  NO_LONGER_DECLARED("no longer declared"),
  /** Taken over on explicit order, live being equal to the declaration. */
  ADOPTED("adopted"),
  /** Its links are taken out for a while, because no order of writes does without. */
  LOOSENED("links loosened for a moment"),
  /** What was loosened is as it shall be. */
  RESTORED("links restored"),
  /** Says for itself what it leaves to wildcard intentions, while those change. */
  BRIDGED("decides alone for a moment"),
  /** What decided alone is as declared. */
  SETTLED("as declared again"),
  /** Taken over on explicit order although live differs. */
  TAKEN_OVER("taken over"),
  /** Given up on explicit order: our marks go, the rest stays. */
  RELEASED("released"),

  /** Marked by another project. */
  FOREIGN("owned by another project"),
  /** Managed by consul-k8s. */
  KUBERNETES("managed by Kubernetes"),
  /** Marked by something else that sets {@code external-source}. */
  OTHER_SOURCE("managed by another source"),
  /** There under the declared name, without any mark. */
  UNMARKED("exists, but is not ours"),
  /** The mark names another object: copied or forged. */
  FORGED_MARK("carries the mark of another object"),
  /** Would be deleted, but {@code prune = "never"}. */
  PRUNE_DISABLED("no longer declared, prune is off"),
  /** Its cluster or kind could not be read whole. */
  INCOMPLETE_READ("not read completely"),
  /** An adoption was asked for that is not possible. */
  ADOPTION_REFUSED("adoption refused"),

  /** A peering of which one side is gone. */
  HALF_OPEN("exists on one side only"),
  /** A peering that one side ended. */
  TERMINATED("terminated"),
  /** A peering on its way out. */
  DELETING("being deleted"),
  /** Both sides have a row, but not of the same peering. */
  MISPAIRED("the two sides do not belong together"),
  /** Generated and never redeemed. */
  NEVER_ESTABLISHED("never established"),
  /** The peering is called otherwise on one side. */
  RENAMED("renamed");

  private final String text;

  ChangeReason(String text) {
    this.text = text;
  }

  /** For people, without capital or full stop. */
  public String text() {
    return text;
  }

  /** For JSON: {@code no_longer_declared}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is about an object that is not ours and stands where ours should. */
  public boolean isConflict() {
    return switch (this) {
      case FOREIGN, KUBERNETES, OTHER_SOURCE, UNMARKED, FORGED_MARK, ADOPTION_REFUSED -> true;
      case IN_SYNC,
          DECLARED,
          MISSING,
          DRIFTED,
          PENDING,
          DRIFTED_AND_PENDING,
          NO_LONGER_DECLARED,
          ADOPTED,
          TAKEN_OVER,
          RELEASED,
          LOOSENED,
          RESTORED,
          BRIDGED,
          SETTLED,
          PRUNE_DISABLED,
          INCOMPLETE_READ,
          HALF_OPEN,
          TERMINATED,
          DELETING,
          MISPAIRED,
          NEVER_ESTABLISHED,
          RENAMED ->
          false;
    };
  }

  /** Whether live differs from what we last applied. */
  public boolean isDrift() {
    return switch (this) {
      case MISSING,
          DRIFTED,
          DRIFTED_AND_PENDING,
          HALF_OPEN,
          TERMINATED,
          DELETING,
          MISPAIRED,
          NEVER_ESTABLISHED ->
          true;
      case IN_SYNC,
          DECLARED,
          PENDING,
          NO_LONGER_DECLARED,
          ADOPTED,
          TAKEN_OVER,
          RELEASED,
          LOOSENED,
          RESTORED,
          BRIDGED,
          SETTLED,
          FOREIGN,
          KUBERNETES,
          OTHER_SOURCE,
          UNMARKED,
          FORGED_MARK,
          PRUNE_DISABLED,
          INCOMPLETE_READ,
          ADOPTION_REFUSED,
          RENAMED ->
          false;
    };
  }
}
