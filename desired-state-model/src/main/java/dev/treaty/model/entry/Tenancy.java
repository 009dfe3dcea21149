package dev.treaty.model.entry;

import java.util.Comparator;

/**
 * The partition and namespace an object lives in. Community Edition knows only {@link #DEFAULT}.
 */
public record Tenancy(String partition, String namespace) implements Comparable<Tenancy> {

  public static final Tenancy DEFAULT = new Tenancy("default", "default");

  private static final Comparator<Tenancy> ORDER =
      Comparator.comparing(Tenancy::partition).thenComparing(Tenancy::namespace);

  public Tenancy {
    partition = partition.isEmpty() ? "default" : partition;
    namespace = namespace.isEmpty() ? "default" : namespace;
  }

  public boolean isDefault() {
    return equals(DEFAULT);
  }

  @Override
  public int compareTo(Tenancy other) {
    return ORDER.compare(this, other);
  }
}
