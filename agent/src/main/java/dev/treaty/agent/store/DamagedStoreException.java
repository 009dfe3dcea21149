package dev.treaty.agent.store;

/**
 * The data on disk is not what was written, or not ours to open. Nothing was changed; the message
 * names the file, table and row.
 */
public final class DamagedStoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public DamagedStoreException(String message) {
    super(message);
  }

  public DamagedStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
