package dev.treaty.agent.gateway;

import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A pointer at an entry or a part of one.
 *
 * @param section such as a listener; empty for the whole
 */
record Reference(String kind, String name, String section, Tenancy tenancy) {

  /** Points nowhere: the condition is about the entry that carries it. */
  static final Reference NONE = new Reference("", "", "", Tenancy.DEFAULT);

  /** Consul's order of conditions' resources. */
  static final Comparator<Reference> ORDER =
      Comparator.comparing(Reference::kind)
          .thenComparing(Reference::name)
          .thenComparing(Reference::section)
          .thenComparing(Reference::tenancy);

  static Reference of(EntryKey key) {
    return new Reference(key.kind(), key.name(), "", key.tenancy());
  }

  /** A reference as an entry says it; what it leaves out is the entry's own. */
  static Reference of(Value.Fields said, Tenancy around) {
    return new Reference(
        said.text("Kind"), said.text("Name"), said.text("SectionName"), tenancyIn(said, around));
  }

  static List<Reference> list(Value.Fields holder, String key, Tenancy around) {
    List<Reference> found = new ArrayList<>();
    holder.maps(key).forEach(said -> found.add(of(said, around)));
    return found;
  }

  static Tenancy tenancyIn(Value.Fields said, Tenancy around) {
    String partition = said.text("Partition");
    String namespace = said.text("Namespace");
    return new Tenancy(
        partition.isEmpty() ? around.partition() : partition,
        namespace.isEmpty() ? around.namespace() : namespace);
  }

  Reference part(String sectionName) {
    return new Reference(kind, name, sectionName, tenancy);
  }

  EntryKey key() {
    return new EntryKey(kind, tenancy, name);
  }

  /** Whether it points at the entry or a part of it. */
  boolean isTo(EntryKey entry) {
    return key().equals(entry);
  }

  Value.Fields toValue() {
    Value.Fields said =
        Value.Fields.EMPTY
            .with("Kind", Value.text(kind))
            .with("Name", Value.text(name))
            .with("SectionName", Value.text(section));
    return withTenancy(said, tenancy);
  }

  /** The tenancy shows only where it is not the default one. */
  static Value.Fields withTenancy(Value.Fields said, Tenancy tenancy) {
    Value.Fields shown = said;
    if (!tenancy.partition().equals("default")) {
      shown = shown.with("Partition", Value.text(tenancy.partition()));
    }
    if (!tenancy.namespace().equals("default")) {
      shown = shown.with("Namespace", Value.text(tenancy.namespace()));
    }
    return shown;
  }
}
