package dev.treaty.agent.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.treaty.agent.filter.Filter;
import dev.treaty.agent.http.Answer;
import dev.treaty.agent.http.ApiRequest;
import dev.treaty.agent.http.BlockingQuery;
import dev.treaty.agent.http.Indexed;
import dev.treaty.agent.store.Reader;
import dev.treaty.agent.store.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@code /v1/internal/ui/services}: one summary for each service, local and imported. */
final class UiServices {

  private UiServices() {}

  /** What is counted of one service. */
  private static final class Summary {
    private final String peer;
    private final String name;
    private String kind = "";
    private String datacenter = "";
    private final TreeSet<String> tags = new TreeSet<>();
    private final TreeSet<String> nodes = new TreeSet<>();
    private final Set<String> sources = new LinkedHashSet<>();
    private final Map<String, String> checks = new TreeMap<>();
    private int instances;
    private boolean transparent;
    private boolean transparencyKnown;
    private boolean nativeMesh;
    private boolean proxied;

    Summary(String peer, String name) {
      this.peer = peer;
      this.name = name;
    }

    String sortKey() {
      return name;
    }

    String peer() {
      return peer;
    }

    private long count(String status) {
      return checks.values().stream().filter(status::equals).count();
    }

    private void write(JsonGenerator json) throws IOException {
      json.writeStartObject();
      CatalogJson.unlessEmpty(json, "Kind", kind);
      json.writeStringField("Name", name);
      json.writeStringField("Datacenter", datacenter);
      json.writeFieldName("Tags");
      textsOrNull(json, tags);
      json.writeFieldName("Nodes");
      textsOrNull(json, nodes);
      json.writeFieldName("ExternalSources");
      textsOrNull(json, sources);
      json.writeNumberField("InstanceCount", instances);
      json.writeNumberField("ChecksPassing", count(CheckRow.PASSING));
      json.writeNumberField("ChecksWarning", count(CheckRow.WARNING));
      json.writeNumberField("ChecksCritical", count(CheckRow.CRITICAL));
      json.writeObjectFieldStart("GatewayConfig");
      json.writeEndObject();
      json.writeBooleanField("TransparentProxy", transparent);
      json.writeBooleanField("ConnectNative", nativeMesh);
      CatalogJson.unlessEmpty(json, "PeerName", peer);
      json.writeBooleanField("ConnectedWithProxy", proxied);
      json.writeBooleanField("ConnectedWithGateway", false);
      json.writeEndObject();
    }

    private static void textsOrNull(JsonGenerator json, Collection<String> texts)
        throws IOException {
      if (texts.isEmpty()) {
        json.writeNull();
      } else {
        CatalogJson.texts(json, List.copyOf(texts));
      }
    }
  }

  static Answer answer(ApiRequest request) {
    ListQuery query = ListQuery.of(request);
    return BlockingQuery.of(request, reader -> summarise(reader, query));
  }

  private static Indexed summarise(Reader reader, ListQuery query) {
    Filter<Instance> filter = query.filter(CatalogFields.INSTANCE);
    CatalogView view = new CatalogView(reader);
    List<Instance> instances = new ArrayList<>();
    for (String peer : peers(reader, query)) {
      instances.addAll(view.instances(peer, view.services(peer, query.tenancy())));
    }
    Map<String, Summary> summaries = new TreeMap<>();
    for (Instance instance : instances) {
      if (filter.test(instance)) {
        count(summaries, instance);
      }
    }
    List<Summary> sorted = new ArrayList<>(summaries.values());
    sorted.sort(Comparator.comparing(Summary::sortKey).thenComparing(Summary::peer));
    long index =
        Math.max(
            reader.table(CatalogTables.SERVICES).index(),
            Math.max(
                reader.table(CatalogTables.CHECKS).index(),
                reader.table(CatalogTables.NODES).index()));
    return Indexed.of(
        index,
        json -> {
          json.writeStartArray();
          for (Summary summary : sorted) {
            summary.write(json);
          }
          json.writeEndArray();
        });
  }

  /** The one peer that is asked for, or the local cluster and all peers. */
  private static Set<String> peers(Reader reader, ListQuery query) {
    Set<String> peers = new TreeSet<>();
    if (!query.peer().isEmpty()) {
      peers.add(query.peer());
      return peers;
    }
    peers.add("");
    for (Stored<ServiceRow> stored : reader.table(CatalogTables.SERVICES).all()) {
      peers.add(stored.row().peer());
    }
    return peers;
  }

  private static Summary of(Map<String, Summary> summaries, String peer, String name) {
    return summaries.computeIfAbsent(peer + '\0' + name, key -> new Summary(peer, name));
  }

  private static void count(Map<String, Summary> summaries, Instance instance) {
    ServiceRow row = instance.service().row();
    Summary summary = of(summaries, row.peer(), row.name());
    summary.nodes.add(instance.node().row().name());
    summary.kind = row.kind();
    summary.datacenter = instance.node().row().datacenter();
    summary.instances++;
    summary.nativeMesh |= row.mesh().nativeMesh();
    summary.tags.addAll(row.tags());
    String source = row.meta().getOrDefault("external-source", "");
    if (!source.isEmpty()) {
      summary.sources.add(source);
    }
    countChecks(summary, instance);
    if (row.kind().equals(ServiceRow.CONNECT_PROXY)) {
      Summary destination = of(summaries, row.peer(), row.proxy().destinationServiceName());
      destination.proxied = true;
      countChecks(destination, instance);
      boolean transparent = row.proxy().mode().equals("transparent");
      destination.transparent =
          transparent && (destination.transparent || !destination.transparencyKnown);
      destination.transparencyKnown = true;
    }
  }

  private static void countChecks(Summary summary, Instance instance) {
    for (Stored<CheckRow> check : instance.checks()) {
      summary.checks.put(
          instance.node().row().name() + '\0' + check.row().id(), check.row().status());
    }
  }
}
