package dev.treaty.agent.local;

/** The servers did not answer what was asked of the catalog. */
public final class CatalogUnreachableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CatalogUnreachableException(String message) {
    super(message);
  }
}
