package dev.treaty.diff;

import dev.treaty.model.entry.CanonicalForm;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.project.Marks;
import dev.treaty.model.value.Value;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Writes and reads the marks in {@code Meta} that say whose an object is.
 *
 * <p>A mark names the object it stands on, so that a copied object is not taken for ours.
 */
public final class OwnershipMarks {

  /** Where the mark names the object it stands on. */
  public static final String ID = Marks.ID;

  /** Where the mark remembers what was last applied. */
  public static final String DIGEST = Marks.DIGEST;

  /** What consul-k8s writes beside {@code external-source = kubernetes}. */
  private static final String KUBERNETES_DATACENTER = "consul.hashicorp.com/source-datacenter";

  private OwnershipMarks() {}

  /** The entry as it is to be written: with our marks behind its own Meta. */
  public static Entry mark(Entry entry, String project, String address, String revision) {
    Entry bare = CanonicalForm.withoutMarks(entry);
    return bare.withMeta(
        bare.meta()
            .with(Marks.SOURCE, Value.text(Marks.TREATY))
            .with(Marks.ID, Value.text(Marks.id(project, address)))
            .with(Marks.REVISION, Value.text(revision))
            .with(Marks.DIGEST, Value.text(Comparison.digest(bare))));
  }

  /** The Meta of both rows of a peering; only what never changes, for it cannot be updated. */
  public static Map<String, String> ofPeering(String project, String address) {
    return Map.of(Marks.SOURCE, Marks.TREATY, Marks.ID, Marks.id(project, address));
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
    String source = meta.getOrDefault(Marks.SOURCE, "");
    if (source.equals("kubernetes") || meta.containsKey(KUBERNETES_DATACENTER)) {
      return new Ownership.Kubernetes();
    }
    if (!source.isEmpty() && !source.equals(Marks.TREATY)) {
      return new Ownership.OtherSource(source);
    }
    String id = meta.getOrDefault(Marks.ID, "");
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
    return new Ownership.Owned(
        meta.getOrDefault(Marks.DIGEST, ""), meta.getOrDefault(Marks.REVISION, ""));
  }

  static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
