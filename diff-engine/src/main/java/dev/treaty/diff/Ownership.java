package dev.treaty.diff;

/** Who may change a live object, as its marks say. */
public sealed interface Ownership {

  /**
   * Ours: the mark names this very object.
   *
   * @param digest of the entry as we last applied it; empty where the mark lacks it
   */
  record Owned(String digest, String revision) implements Ownership {}

  /** No mark at all. */
  record Unmarked() implements Ownership {}

  /** Marked by another Treaty project. */
  record Foreign(String project) implements Ownership {}

  /** Managed by consul-k8s. */
  record Kubernetes() implements Ownership {}

  /** Marked with an {@code external-source} that is neither Treaty nor Kubernetes. */
  record OtherSource(String source) implements Ownership {}

  /**
   * Marked as Treaty's, but the mark names another object or none.
   *
   * @param id what the mark says; may be empty
   */
  record Forged(String id) implements Ownership {}

  /** Whether it is ours. */
  default boolean isOwned() {
    return this instanceof Owned;
  }

  /**
   * Whether an explicit adoption may take it as long as live equals the declaration; what another
   * controller would write again needs a takeover.
   */
  default boolean mayBeAdoptedIfEqual() {
    return this instanceof Unmarked || this instanceof Forged;
  }

  /** Why an object that is not ours is left alone; {@link ChangeReason#IN_SYNC} for ours. */
  default ChangeReason reason() {
    return switch (this) {
      case Owned o -> ChangeReason.IN_SYNC;
      case Unmarked u -> ChangeReason.UNMARKED;
      case Foreign f -> ChangeReason.FOREIGN;
      case Kubernetes k -> ChangeReason.KUBERNETES;
      case OtherSource s -> ChangeReason.OTHER_SOURCE;
      case Forged f -> ChangeReason.FORGED_MARK;
    };
  }

  /** One more word on whose it is; may be empty. */
  default String detail() {
    return switch (this) {
      case Owned o -> "";
      case Unmarked u -> "";
      case Foreign(String project) -> "project " + project;
      case Kubernetes k -> "";
      case OtherSource(String source) -> "external-source " + source;
      case Forged(String id) -> id.isEmpty() ? "no treaty-id" : id;
    };
  }
}
