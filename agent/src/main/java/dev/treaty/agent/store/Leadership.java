package dev.treaty.agent.store;

import java.time.Duration;
import java.util.Optional;

/**
 * Who leads, as far as this server knows: at any moment it may be out of date, except {@link
 * CommitLog#propose} and {@link CommitLog#readBarrier}, which ask the log itself.
 */
public interface Leadership {

  /** Of a server that is alone: it leads from the start to the end. */
  Leadership ALONE =
      new Leadership() {
        @Override
        public boolean leads() {
          return true;
        }

        @Override
        public Optional<String> leaderId() {
          return Optional.empty();
        }

        @Override
        public long term() {
          return 1;
        }

        @Override
        public Duration sinceContact() {
          return Duration.ZERO;
        }

        @Override
        public Subscription onChange(Runnable onChange) {
          return Subscription.NONE;
        }
      };

  /**
   * Whether this server leads and has applied all that earlier leaders had acknowledged, so that it
   * may answer and do a leader's duties.
   */
  boolean leads();

  /** The node ID of who leads; empty where nobody is known to, and on a server that is alone. */
  Optional<String> leaderId();

  /** The term of the consensus; it never falls. */
  long term();

  /** How long ago a leader was last heard of; zero on the leader itself. */
  Duration sinceContact();

  /**
   * Calls back after each change of {@link #leads}, {@link #leaderId} or {@link #term}, never twice
   * at once; changes that come while it runs are told by one more call.
   */
  Subscription onChange(Runnable onChange);
}
