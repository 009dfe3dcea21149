package dev.treaty.model.schema;

import java.util.Locale;

/**
 * One field of a {@link Shape}.
 *
 * @param name Consul's canonical name
 * @param alias the one other spelling that is accepted, usually with underscores; may be empty
 * @param presence how it is printed
 * @param since the first release that knows it; older ones refuse it as unknown
 * @param enterprise whether only the Enterprise edition knows it
 * @param derived whether the server computes it from the rest; not compared
 */
public record Field(
    String name,
    String alias,
    Type type,
    Presence presence,
    Since since,
    boolean enterprise,
    boolean derived) {

  /** A release. */
  public record Since(int major, int minor, int patch) {
    static final Since ALWAYS = new Since(0, 0, 0);

    @Override
    public String toString() {
      return major + "." + minor + "." + patch;
    }
  }

  /** How a field is printed, and whether its absence says something. */
  public enum Presence {
    /** Printed even when zero. */
    ALWAYS,
    /** Left out when zero; zero and absent are the same. */
    OMIT_EMPTY,
    /** Left out only when absent; zero and absent differ for scalars. */
    POINTER,
    /** Accepted and dropped. */
    DROPPED,
    /** Accepted in requests and dropped; files must not have it. */
    HIDDEN
  }

  static Field of(String name, Type type, Presence presence) {
    return new Field(name, snake(name), type, presence, Since.ALWAYS, false, false);
  }

  /** A field that only requests may have and that is dropped. */
  public static Field hidden(String name, Type type) {
    return of(name, type, Presence.HIDDEN);
  }

  /** The field under another alias, or under none if it is empty. */
  public Field alias(String other) {
    return new Field(name, other, type, presence, since, enterprise, derived);
  }

  public Field since(int major, int minor, int patch) {
    return new Field(
        name, alias, type, presence, new Since(major, minor, patch), enterprise, derived);
  }

  /** The field as known only to the Enterprise edition. */
  public Field onlyEnterprise() {
    return new Field(name, alias, type, presence, since, true, derived);
  }

  /** The field as one that the server computes from the rest. */
  public Field isDerived() {
    return new Field(name, alias, type, presence, since, enterprise, true);
  }

  /** Whether users write it. */
  boolean isShown() {
    return presence != Presence.DROPPED && presence != Presence.HIDDEN;
  }

  boolean isKnownTo(Gate server) {
    return server.atLeast(since.major, since.minor, since.patch)
        && (!enterprise || server.enterprise());
  }

  /** Whether the key names this field. */
  boolean answersTo(String key) {
    return name.equalsIgnoreCase(key) || (!alias.isEmpty() && alias.equalsIgnoreCase(key));
  }

  /** The name as paths show it: {@code maxInboundConnections}, {@code externalSNI}, {@code jwt}. */
  String label() {
    int capitals = 0;
    while (capitals < name.length() && Character.isUpperCase(name.charAt(capitals))) {
      capitals++;
    }
    int lowered = capitals > 1 && capitals < name.length() ? capitals - 1 : capitals;
    return name.substring(0, lowered).toLowerCase(Locale.ROOT) + name.substring(lowered);
  }

  /** {@code MaxInboundConnections} as {@code max_inbound_connections}. */
  static String snake(String name) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean upper = Character.isUpperCase(c);
      boolean afterLower = i > 0 && !Character.isUpperCase(name.charAt(i - 1));
      boolean beforeLower =
          i > 0
              && Character.isUpperCase(name.charAt(i - 1))
              && i + 1 < name.length()
              && Character.isLowerCase(name.charAt(i + 1));
      if (upper && (afterLower || beforeLower)) {
        out.append('_');
      }
      out.append(c);
    }
    return out.toString().toLowerCase(Locale.ROOT);
  }
}
