package dev.treaty.agent.store;

import java.time.Instant;
import java.util.List;

/** Where one server's {@link BatchedLog} keeps its batches. */
interface LogStorage extends AutoCloseable {

  /** Keeps nothing: what {@code -dev} runs on. */
  LogStorage MEMORY =
      new LogStorage() {
        @Override
        public State recover() {
          return State.EMPTY;
        }

        @Override
        public void append(State after, Instant time, List<Command<?>> commands) {}

        @Override
        public void replace(State after) {}

        @Override
        public void close() {}
      };

  /** The state at the end of what is kept. */
  State recover();

  /**
   * Makes the batch durable before it returns.
   *
   * @param after the state once it is applied, whose index is the batch's last
   * @throws StoreUnavailableException if the batch is not kept: it must not be acknowledged
   */
  void append(State after, Instant time, List<Command<?>> commands);

  /**
   * Forgets all and keeps this state instead, durable before it returns.
   *
   * @throws StoreUnavailableException if the state is not kept: what was before is
   */
  void replace(State after);

  @Override
  void close();
}
