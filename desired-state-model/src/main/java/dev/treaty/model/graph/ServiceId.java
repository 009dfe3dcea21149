package dev.treaty.model.graph;

import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.value.Value;
import java.util.Comparator;

/** A service of the local cluster as entries name it; case counts, as it does in Consul's links. */
public record ServiceId(String name, Tenancy tenancy) implements Comparable<ServiceId> {

  private static final Comparator<ServiceId> ORDER =
      Comparator.comparing(ServiceId::tenancy).thenComparing(ServiceId::name);

  static ServiceId of(EntryKey key) {
    return new ServiceId(key.name(), key.tenancy());
  }

  /** The service that a part of an entry names; what it leaves out is the entry's own. */
  static ServiceId named(Value.Fields part, EntryKey around) {
    String service = part.text("Service");
    return new ServiceId(
        service.isEmpty() ? around.name() : service, tenancyOf(part, around.tenancy()));
  }

  static Tenancy tenancyOf(Value.Fields part, Tenancy around) {
    String partition = part.text("Partition");
    String namespace = part.text("Namespace");
    if (partition.isEmpty() && namespace.isEmpty()) {
      return around;
    }
    return new Tenancy(
        partition.isEmpty() ? around.partition() : partition,
        namespace.isEmpty() ? around.namespace() : namespace);
  }

  EntryKey entry(String kind) {
    return new EntryKey(kind, tenancy, name);
  }

  /** As Consul's messages name it. */
  public String text() {
    return tenancy.isDefault()
        ? name
        : tenancy.partition() + "/" + tenancy.namespace() + "/" + name;
  }

  /** As the nodes of a chain are named. */
  String dotted() {
    return name + "." + tenancy.namespace() + "." + tenancy.partition();
  }

  @Override
  public int compareTo(ServiceId other) {
    return ORDER.compare(this, other);
  }
}
