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
}
