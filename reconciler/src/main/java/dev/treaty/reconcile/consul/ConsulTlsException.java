package dev.treaty.reconcile.consul;

/** A certificate or key file that was named cannot be used. */
public final class ConsulTlsException extends RuntimeException {
  ConsulTlsException(String message) {
    super(message);
  }

  ConsulTlsException(String message, Throwable cause) {
    super(message, cause);
  }
}
