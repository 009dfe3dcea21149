package dev.treaty.diff;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.value.Value;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Writes and reads the marks in {@code Meta} that say whose an object is.
 *
 * <p>A mark names the object it stands on, so that a copied object is not taken for ours.
 */
public final class OwnershipMarks {

  public static final String SOURCE = "external-source";
  public static final String ID = "treaty-id";
  public static final String REVISION = "treaty-revision";
  public static final String DIGEST = "treaty-digest";

  /** The value of {@link #SOURCE} on our objects. */
  public static final String TREATY = "treaty";

  /** What consul-k8s writes beside {@code external-source = kubernetes}. */
  private static final String KUBERNETES_DATACENTER = "consul.hashicorp.com/source-datacenter";

  private static final Set<String> ALL = Set.of(SOURCE, ID, REVISION, DIGEST);

  private OwnershipMarks() {}

  /** {@code <project>:<address>}. */
  public static String id(String project, String address) {
    return project + ":" + address;
  }

  /** The entry as it is to be written: with our marks behind its own Meta. */
  public static Entry mark(Entry entry, String project, String address, String revision) {
    Entry bare = unmarked(entry);
    return bare.withMeta(
        bare.meta()
            .with(SOURCE, Value.text(TREATY))
            .with(ID, Value.text(id(project, address)))
            .with(REVISION, Value.text(revision))
            .with(DIGEST, Value.text(Comparison.digest(bare))));
  }

  /** The entry without our marks. An {@code external-source} of another is not ours and stays. */
  public static Entry unmarked(Entry entry) {
    Value.Fields meta = entry.meta();
    if (meta.map().isEmpty()) {
      return entry;
    }
    Map<String, Value> left = new LinkedHashMap<>(meta.map());
    left.keySet().removeAll(Set.of(ID, REVISION, DIGEST));
    if (meta.text(SOURCE).equals(TREATY)) {
      left.remove(SOURCE);
    }
    return entry.withMeta(new Value.Fields(left));
  }

  /** The Meta of both rows of a peering; only what never changes, for it cannot be updated. */
  public static Map<String, String> ofPeering(String project, String address) {
    return Map.of(SOURCE, TREATY, ID, id(project, address));
  }

  /** Whether the key is one of our marks, which no declaration may use. */
  public static boolean isMark(String metaKey) {
    return ALL.contains(metaKey);
  }

  /** Whose the live entry at the address is. */
  public static Ownership of(Entry live, String project, String address) {
    Map<String, String> meta = new LinkedHashMap<>();
    live.meta()
        .map()
        .forEach((key, value) -> meta.put(key, value instanceof Value.Text t ? t.text() : ""));
    return of(meta, project, address);
  }

  /** Whose the object with this Meta at the address is. */
  public static Ownership of(Map<String, String> meta, String project, String address) {
    String source = meta.getOrDefault(SOURCE, "");
    if (source.equals("kubernetes") || meta.containsKey(KUBERNETES_DATACENTER)) {
      return new Ownership.Kubernetes();
    }
    if (!source.isEmpty() && !source.equals(TREATY)) {
      return new Ownership.OtherSource(source);
    }
    String id = meta.getOrDefault(ID, "");
    if (id.isEmpty()) {
      return source.isEmpty() ? new Ownership.Unmarked() : new Ownership.Forged("");
    }
    int colon = id.indexOf(':');
    if (colon <= 0) {
      return new Ownership.Forged(id);
    }
    String owner = id.substring(0, colon);
    if (!owner.equals(project)) {
      return new Ownership.Foreign(owner);
    }
    // Consul's storage ignores the case of names, so the mark of `Web` on `web` is no copy.
    if (!folded(id.substring(colon + 1)).equals(folded(address))) {
      return new Ownership.Forged(id);
    }
    return new Ownership.Owned(meta.getOrDefault(DIGEST, ""), meta.getOrDefault(REVISION, ""));
  }

  static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
