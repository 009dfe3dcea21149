package dev.treaty.agent.catalog;

/** How much an instance counts in DNS answers, by its health. */
public record Weights(int passing, int warning) {

  /** What an instance without weights gets. */
  public static final Weights DEFAULT = new Weights(1, 1);
}
