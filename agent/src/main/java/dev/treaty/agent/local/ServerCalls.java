package dev.treaty.agent.local;

/** Sends a request to the servers, wherever they are. */
public interface ServerCalls {

  /**
   * Sends it and waits for the answer.
   *
   * @param path with the query
   * @throws RuntimeException if there is no answer: nobody knows then what became of it
   */
  Reply send(String method, String path, byte[] body);

  /** What was answered. */
  record Reply(int status, byte[] body) {}
}
