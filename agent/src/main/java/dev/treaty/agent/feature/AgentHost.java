package dev.treaty.agent.feature;

import dev.treaty.agent.log.LogHub;
import java.util.Optional;

/** The process around an agent: what only it can do. */
public interface AgentHost {

  /** An agent inside another program: that program ends it, and there are no files to read. */
  AgentHost EMBEDDED =
      new AgentHost() {
        @Override
        public void leave() {}

        @Override
        public Optional<String> reload() {
          return Optional.empty();
        }

        @Override
        public LogHub log() {
          return LogHub.silent();
        }
      };

  /** Ends the agent in order; returns at once. */
  void leave();

  /** Reads the configuration again; answers what is wrong with it. */
  Optional<String> reload();

  /** Where the log's lines pass. */
  LogHub log();
}
