package dev.treaty.git;

/**
 * Why a remote could not be read.
 *
 * @param message one sentence, without secrets
 */
public record GitFailure(Cause cause, String message) {

  /** What a person would have to look at. */
  public enum Cause {
    AUTHENTICATION,
    HOST_KEY,
    TLS,
    NETWORK,
    TIMEOUT,
    MISSING_REPOSITORY,
    MISSING_REVISION,
    DAMAGED,
    OTHER
  }
}
