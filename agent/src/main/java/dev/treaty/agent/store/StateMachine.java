package dev.treaty.agent.store;

import java.time.Instant;
import java.util.List;

/** What a {@link CommitLog} drives: applying is split from publishing, with durability between. */
public interface StateMachine {

  /** The state that readers see. */
  State state();

  /** Computes what the commands make of the current state, without letting anybody see it. */
  Staged stage(List<? extends Command<?>> commands, Instant time);

  /** Makes a staged state the current one and wakes who waits for its changes. */
  void publish(Staged staged);

  /**
   * Told after a batch was kept and published.
   *
   * @param commands how many were in it
   * @param nanos how long it took to make it durable
   */
  default void committed(int commands, long nanos) {}

  /** Replaces the whole state, at start or from a snapshot. */
  void reset(State state);

  /**
   * A state that nobody sees yet.
   *
   * @param results one for each command, in order
   * @param effective the commands that changed something: only these need to be kept
   */
  record Staged(
      State before,
      State after,
      List<Result> results,
      List<Command<?>> effective,
      List<StateWriter.Touched> touched) {}

  /** What became of one command. */
  sealed interface Result {
    /** It was applied; the outcome is what it returned. */
    record Done(Object outcome) implements Result {}

    /** It threw and left no trace. */
    record Failed(RuntimeException cause) implements Result {}
  }
}
