package dev.treaty.agent.http;

import dev.treaty.agent.store.Subscription;
import java.time.Duration;
import java.util.Optional;

/** Which servers there are and who of them leads, as far as the way of a request depends on it. */
public interface Servers {

  /** One server that is alone: everything is answered here. */
  Servers ALONE =
      new Servers() {
        @Override
        public boolean isServer() {
          return true;
        }

        @Override
        public boolean leads() {
          return true;
        }

        @Override
        public boolean knowsLeader() {
          return true;
        }

        @Override
        public Duration sinceContact() {
          return Duration.ZERO;
        }

        @Override
        public Optional<PeerAddress> leader() {
          return Optional.empty();
        }

        @Override
        public Optional<PeerAddress> any(int turn) {
          return Optional.empty();
        }

        @Override
        public Duration hold() {
          return Duration.ZERO;
        }

        @Override
        public Subscription onChange(Runnable onChange) {
          return Subscription.NONE;
        }
      };

  /** Whether this agent has the cluster's state; false on a client agent. */
  boolean isServer();

  /** Whether this agent leads. */
  boolean leads();

  /** Whether anybody is known to lead. */
  boolean knowsLeader();

  /** How long ago the leader was heard of; zero on the leader. */
  Duration sinceContact();

  /** Where the leader listens, if it is another one and known. */
  Optional<PeerAddress> leader();

  /** Where some server listens, another one at each turn. */
  Optional<PeerAddress> any(int turn);

  /** How long a request waits for a leader: Consul's {@code rpc_hold_timeout}. */
  Duration hold();

  /** Calls back after each change of any of it; closing ends it. */
  Subscription onChange(Runnable onChange);
}
