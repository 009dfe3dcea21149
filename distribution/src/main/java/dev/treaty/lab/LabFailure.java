package dev.treaty.lab;

/**
 * Something that was waited for did not come true; the message says what was waited for, for
 * people.
 */
public final class LabFailure extends RuntimeException {
  public LabFailure(String message) {
    super(message);
  }
}
