package dev.treaty.agent.store;

import java.util.concurrent.CompletableFuture;

/**
 * The port to what orders commands and keeps them: one server's own log ({@link BatchedLog}), or a
 * consensus engine.
 */
public interface CommitLog extends AutoCloseable {

  /** Brings the machine to where the log ends, and from now on feeds it. Called once. */
  void start(StateMachine machine);

  /**
   * Completes once the command is durable, applied and visible on this server; exceptionally with
   * {@link StoreUnavailableException} if that did not happen or is not known, with its subclass
   * {@link NotLeaderException} if it is certain never to happen because another server leads, or
   * with what the command threw.
   */
  <O> CompletableFuture<O> propose(Command<O> command);

  /**
   * Replaces everything by another state ({@link State#replacedBy}), on all servers at one place in
   * the log; completes with the index it got. Fails as {@link #propose} does.
   */
  CompletableFuture<Long> restore(State state);

  /**
   * Completes once this server has applied all that any server had acknowledged before the call,
   * with an index that includes it; exceptionally with {@link StoreUnavailableException} where that
   * cannot be known now. On a server that is alone it is complete at once.
   */
  CompletableFuture<Long> readBarrier();

  /** Who leads. */
  Leadership leadership();

  /** Waits for the batch in hand, refuses what is queued and lets go of the files. */
  @Override
  void close();
}
