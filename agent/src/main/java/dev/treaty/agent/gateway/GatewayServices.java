package dev.treaty.agent.gateway;

import dev.treaty.agent.catalog.CatalogTables;
import dev.treaty.agent.catalog.ServiceRow;
import dev.treaty.agent.config.ConfigEntries;
import dev.treaty.agent.config.ConfigRow;
import dev.treaty.agent.config.StoredEntries;
import dev.treaty.agent.store.Stored;
import dev.treaty.agent.store.Tables;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.graph.Protocols;
import dev.treaty.model.graph.ServiceId;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The services behind an ingress or terminating gateway, worked out of entries and catalog. */
final class GatewayServices {

  private static final String INGRESS = "ingress-gateway";
  private static final String TERMINATING = "terminating-gateway";

  private final Tables tables;
  private final Stored<ConfigRow> gateway;
  private final EntryKey key;
  private final TreeMap<String, Value.Fields> found = new TreeMap<>();

  private GatewayServices(Tables tables, Stored<ConfigRow> gateway) {
    this.tables = tables;
    this.gateway = gateway;
    this.key = gateway.row().entry().key();
  }

  /** As {@code /v1/catalog/gateway-services} lists them, by name and port. */
  static List<Value> of(Tables tables, Tenancy tenancy, String name) {
    Optional<Stored<ConfigRow>> entry =
        ConfigEntries.stored(tables, new EntryKey(INGRESS, tenancy, name))
            .or(() -> ConfigEntries.stored(tables, new EntryKey(TERMINATING, tenancy, name)));
    return entry.map(stored -> new GatewayServices(tables, stored).list()).orElse(List.of());
  }

  private List<Value> list() {
    Value.Fields body = gateway.row().entry().body();
    if (key.kind().equals(INGRESS)) {
      for (Value.Fields listener : body.maps("Listeners")) {
        listener.maps("Services").forEach(service -> add(listener, service));
      }
    } else {
      body.maps("Services").forEach(service -> add(Value.Fields.EMPTY, service));
    }
    return new ArrayList<>(found.values());
  }

  private void add(Value.Fields listener, Value.Fields service) {
    ServiceId id = new ServiceId(service.text("Name"), Reference.tenancyIn(service, key.tenancy()));
    if (!id.name().equals("*")) {
      // What is named itself goes before what a wildcard covers.
      found.put(place(id, listener), mapping(listener, service, id, false, kind(id)));
      return;
    }
    for (String name : covered(id.tenancy())) {
      ServiceId each = new ServiceId(name, id.tenancy());
      if (speaks(each, listener)) {
        String kind = isDestination(each) ? "destination" : "";
        found.putIfAbsent(place(each, listener), mapping(listener, service, each, true, kind));
      }
    }
  }

  private boolean speaks(ServiceId service, Value.Fields listener) {
    return key.kind().equals(TERMINATING)
        || Protocols.of(new StoredEntries(tables), service).equals(listener.text("Protocol"));
  }

  /** Ingress gateways reach what is in the mesh, terminating ones what is not; and destinations. */
  private Set<String> covered(Tenancy tenancy) {
    Set<String> names = new TreeSet<>();
    Set<String> meshed = new TreeSet<>();
    Set<String> plain = new TreeSet<>();
    for (Stored<ServiceRow> stored : tables.table(CatalogTables.SERVICES).all()) {
      ServiceRow row = stored.row();
      if (!row.peer().isEmpty() || !row.tenancy().equals(tenancy)) {
        continue;
      }
      row.meshDestination().ifPresent(meshed::add);
      if (row.kind().isEmpty() && !row.name().equals("consul")) {
        names.add(row.name());
        if (!row.mesh().nativeMesh()) {
          plain.add(row.name());
        }
      }
    }
    names.retainAll(key.kind().equals(INGRESS) ? meshed : plain);
    ConfigEntries.ofKind(tables, "service-defaults", tenancy).stream()
        .filter(GatewayServices::hasDestination)
        .forEach(entry -> names.add(entry.key().name()));
    return names;
  }

  private String kind(ServiceId service) {
    if (key.kind().equals(INGRESS)) {
      return "";
    }
    boolean registered =
        tables.table(CatalogTables.SERVICES).all().stream()
            .map(Stored::row)
            .anyMatch(row ->
                row.peer().isEmpty()
                    && row.tenancy().equals(service.tenancy())
                    && row.name().equalsIgnoreCase(service.name()));
    return registered ? "service" : isDestination(service) ? "destination" : "";
  }

  private boolean isDestination(ServiceId service) {
    EntryKey defaults = new EntryKey("service-defaults", service.tenancy(), service.name());
    return ConfigEntries.get(tables, defaults).filter(GatewayServices::hasDestination).isPresent();
  }

  private static boolean hasDestination(Entry defaults) {
    return defaults.body().get("Destination").orElse(Value.Nothing.NULL) instanceof Value.Fields;
  }

  private static String place(ServiceId service, Value.Fields listener) {
    long port =
        listener.get("Port").orElse(Value.Nothing.NULL) instanceof Value.Whole(var number)
            ? number.longValue()
            : 0;
    return "%s/%s/%s/%05d"
        .formatted(
            service.tenancy().partition(),
            service.tenancy().namespace(),
            service.name().toLowerCase(Locale.ROOT),
            port);
  }

  private Value.Fields mapping(
      Value.Fields listener,
      Value.Fields service,
      ServiceId id,
      boolean fromWildcard,
      String kind) {
    Value.Fields mapping =
        Value.Fields.EMPTY
            .with("Gateway", named(key.name(), key.tenancy()))
            .with("Service", named(id.name(), id.tenancy()))
            .with("GatewayKind", Value.text(key.kind()));
    for (String field : List.of("Port", "Protocol")) {
      Optional<Value> value = listener.get(field);
      mapping = value.isPresent() ? mapping.with(field, value.get()) : mapping;
    }
    if (!service.items("Hosts").isEmpty()) {
      mapping = mapping.with("Hosts", new Value.Items(service.items("Hosts")));
    }
    for (String field : List.of("CAFile", "CertFile", "KeyFile", "SNI")) {
      String text = service.text(field);
      mapping = text.isEmpty() ? mapping : mapping.with(field, Value.text(text));
    }
    mapping = fromWildcard ? mapping.with("FromWildcard", Value.Flag.TRUE) : mapping;
    mapping = kind.isEmpty() ? mapping : mapping.with("ServiceKind", Value.text(kind));
    Value index = Value.Whole.of(gateway.modifyIndex());
    return mapping.with("CreateIndex", index).with("ModifyIndex", index);
  }

  private static Value.Fields named(String name, Tenancy tenancy) {
    return Reference.withTenancy(Value.Fields.EMPTY.with("Name", Value.text(name)), tenancy);
  }
}
