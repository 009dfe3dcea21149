package dev.treaty.model.syntax;

/** How much of a document is read, so that hostile files cost bounded time and memory. */
final class Limits {

  static final int MAX_DEPTH = 200;
  static final int MAX_ALIASES = 50;
  static final int MAX_DOCUMENTS = 10_000;

  private Limits() {}
}
