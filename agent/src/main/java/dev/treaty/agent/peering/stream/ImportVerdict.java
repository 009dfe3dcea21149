package dev.treaty.agent.peering.stream;

/** Whether an imported resource is now in the store. */
public sealed interface ImportVerdict {
  ImportVerdict APPLIED = new Applied();

  static ImportVerdict refused(String cause) {
    return new Refused(cause);
  }

  /** Stored durably, or there was nothing to change. */
  record Applied() implements ImportVerdict {}

  /** Not stored; the peer is told the cause. */
  record Refused(String cause) implements ImportVerdict {}

  /**
   * Not stored, by no fault of the peer: the stream must end, because what is refused on it is
   * never sent again, while a new one begins with everything.
   *
   * @param leads false where this server no longer does
   */
  record Unstored(boolean leads) implements ImportVerdict {}
}
