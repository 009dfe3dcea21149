package dev.treaty.demo;

/** A step of the demo did not come true; the message says what was waited for, for people. */
final class DemoFailure extends RuntimeException {
  DemoFailure(String message) {
    super(message);
  }
}
