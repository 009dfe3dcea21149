package dev.treaty.agent.local;

/** What became of a change to the agent's own registrations. */
sealed interface LocalOutcome {

  LocalOutcome DONE = new Done();

  /** It holds now. */
  record Done() implements LocalOutcome {}

  /** There is no such thing. */
  record Unknown() implements LocalOutcome {}

  /** Nothing was changed; the reason is Consul's text. */
  record Refused(String reason) implements LocalOutcome {}
}
