package dev.treaty.agent.local;

/** What became of a change to the agent's own registrations. */
sealed interface LocalOutcome {

  /** It holds now. */
  record Done(Touched touched) implements LocalOutcome {}

  /** There is no such thing. */
  record Unknown() implements LocalOutcome {}

  /** Nothing was changed; the reason is Consul's text. */
  record Refused(String reason) implements LocalOutcome {}
}
