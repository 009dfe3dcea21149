package dev.treaty.model.entry;

import java.util.Comparator;

/**
 * What identifies a config entry inside one cluster.
 *
 * @param kind Consul's name of the kind, for example {@code service-intentions}
 * @param name as declared; Consul's storage ignores its case ({@code http-and-config-entries} §9)
 */
public record EntryKey(String kind, Tenancy tenancy, String name) implements Comparable<EntryKey> {

  private static final Comparator<EntryKey> ORDER =
      Comparator.comparing(EntryKey::kind)
          .thenComparing(EntryKey::tenancy)
          .thenComparing(EntryKey::name);

  public static EntryKey of(String kind, String name) {
    return new EntryKey(kind, Tenancy.DEFAULT, name);
  }

  /** {@code kind/name}, with {@code partition/namespace/} before it where not default. */
  public String path() {
    String local = kind + "/" + name;
    return tenancy.isDefault()
        ? local
        : tenancy.partition() + "/" + tenancy.namespace() + "/" + local;
  }

  @Override
  public int compareTo(EntryKey other) {
    return ORDER.compare(this, other);
  }
}
