package dev.treaty.model.schema;

import java.util.List;
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
 * @param note what people need to know to use it
 */
public record Field(
    String name,
    Alias alias,
    Type type,
    Presence presence,
    Since since,
    boolean enterprise,
    boolean derived,
    Note note) {

  /**
   * Another spelling of a name.
   *
   * @param everywhere whether servers know it too, not only Consul's command
   */
  public record Alias(String spelling, boolean everywhere) {
    static final Alias NONE = new Alias("", true);
  }

  /**
   * What editors and documents show of a field.
   *
   * @param text one sentence; may be empty
   * @param values the only legal texts; empty if any is
   */
  public record Note(String text, List<String> values) {
    static final Note NONE = new Note("", List.of());

    public Note {
      values = List.copyOf(values);
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
    /** Printed even when absent, as null; zero and absent differ for scalars. */
    NULLABLE,
    /** Accepted and dropped. */
    DROPPED,
    /** Accepted in requests and dropped; files must not have it. */
    HIDDEN
  }

  static Field of(String name, Type type, Presence presence) {
    return new Field(
        name, new Alias(snake(name), true), type, presence, Since.ALWAYS, false, false, Note.NONE);
  }

  /** A field that only requests may have and that is dropped. */
  public static Field hidden(String name, Type type) {
    return of(name, type, Presence.HIDDEN);
  }

  /** The field under another alias, or under none if it is empty. */
  public Field alias(String other) {
    Alias spelling = other.isEmpty() ? Alias.NONE : new Alias(other, true);
    return new Field(name, spelling, type, presence, since, enterprise, derived, note);
  }

  /** The field under an alias that only Consul's command knows: servers refuse it. */
  public Field fileAlias(String other) {
    return new Field(
        name, new Alias(other, false), type, presence, since, enterprise, derived, note);
  }

  public Field since(int major, int minor, int patch) {
    return since(Since.of(major, minor, patch));
  }

  public Field since(Since release) {
    return new Field(name, alias, type, presence, release, enterprise, derived, note);
  }

  /** The field as known only to the Enterprise edition. */
  public Field onlyEnterprise() {
    return new Field(name, alias, type, presence, since, true, derived, note);
  }

  /** The field as one that the server computes from the rest. */
  public Field isDerived() {
    return new Field(name, alias, type, presence, since, enterprise, true, note);
  }

  /** The field with the only texts that Consul takes; its rules must refuse others. */
  public Field values(List<String> legal) {
    Note other = new Note(note.text(), legal);
    return new Field(name, alias, type, presence, since, enterprise, derived, other);
  }

  /** The field with a sentence about it. */
  public Field says(String text) {
    Note other = new Note(text, note.values());
    return new Field(name, alias, type, presence, since, enterprise, derived, other);
  }

  /** Whether users write it. */
  public boolean isShown() {
    return presence != Presence.DROPPED && presence != Presence.HIDDEN;
  }

  public boolean isKnownTo(Gate server) {
    return since.isReachedBy(server) && (!enterprise || server.enterprise());
  }

  /** Whether the key names this field. */
  boolean answersTo(String key) {
    return name.equalsIgnoreCase(key)
        || (!alias.spelling().isEmpty() && alias.spelling().equalsIgnoreCase(key));
  }

  /** Whether the key names this field for a document that comes on this way. */
  boolean answersTo(String key, Channel channel) {
    return name.equalsIgnoreCase(key)
        || (answersTo(key) && (alias.everywhere() || channel == Channel.COMMAND_LINE));
  }

  /** The name as paths show it: {@code maxInboundConnections}, {@code externalSNI}, {@code jwt}. */
  public String label() {
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
