package dev.treaty.agent.command;

import dev.treaty.agent.log.LogHub;
import dev.treaty.agent.settings.LogSettings;
import java.io.IOException;

/** The log of the process an agent runs in. */
public interface ProcessLog {

  /** Where its lines pass. */
  LogHub hub();

  /**
   * Logs as the settings say, from now on; files are closed and opened again.
   *
   * @throws IOException if the log file cannot be opened: nothing has changed then
   */
  void apply(LogSettings settings) throws IOException;
}
