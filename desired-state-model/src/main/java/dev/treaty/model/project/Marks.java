package dev.treaty.model.project;

import java.util.Set;

/** The keys in a live object's {@code Meta} that say whose it is. */
public final class Marks {

  public static final String SOURCE = "external-source";
  public static final String ID = "treaty-id";
  public static final String REVISION = "treaty-revision";
  public static final String DIGEST = "treaty-digest";

  /** The value of {@link #SOURCE} on our objects. */
  public static final String TREATY = "treaty";

  /** The longest value that Consul keeps in Meta. */
  public static final int MAX_VALUE = 512;

  /** How many keys of its own an entry may have, so that the marks still fit into Consul's 64. */
  public static final int MAX_OWN_KEYS = 60;

  private static final Set<String> ALL = Set.of(SOURCE, ID, REVISION, DIGEST);

  private Marks() {}

  /** Whether the key is one of ours, which no declaration may use. */
  public static boolean isMark(String metaKey) {
    return ALL.contains(metaKey);
  }

  /** {@code <project>:<address>}. */
  public static String id(String project, String address) {
    return project + ":" + address;
  }
}
