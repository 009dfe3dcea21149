package dev.treaty.agent.store;

/**
 * Composite keys: parts joined by {@link #SEPARATOR}. Indexes and watches are kept for whole keys
 * and for every prefix that ends with the separator.
 */
public final class Keys {

  /** Stands between the parts of a key; sorts before every other character. */
  public static final char SEPARATOR = '\u0000';

  private Keys() {}

  /** The key with these parts. */
  public static String of(String... parts) {
    return String.join("\u0000", parts);
  }

  /** The prefix of all keys that begin with these parts, whole; with none, of all keys. */
  public static String prefix(String... parts) {
    StringBuilder key = new StringBuilder(64);
    for (String part : parts) {
      key.append(part).append(SEPARATOR);
    }
    return key.toString();
  }
}
