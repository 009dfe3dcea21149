package dev.treaty.agent.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.feature.Feature;
import dev.treaty.agent.filter.Filter;
import dev.treaty.agent.http.Answer;
import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.http.ApiRequest;
import dev.treaty.agent.http.ApiResponse;
import dev.treaty.agent.http.BlockingQuery;
import dev.treaty.agent.http.Indexed;
import dev.treaty.agent.http.Right;
import dev.treaty.agent.http.Route;
import dev.treaty.agent.store.Reader;
import dev.treaty.agent.store.Store;
import dev.treaty.agent.store.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The endpoints {@code /v1/catalog/*}. */
public final class CatalogFeature implements Feature {

  private final Store store;

  public CatalogFeature(AgentContext context) {
    this.store = context.store();
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.put("/v1/catalog/register", Right.NODE_WRITE, this::register),
        Route.put("/v1/catalog/deregister", Right.NODE_WRITE, this::deregister),
        Route.get("/v1/catalog/datacenters", Right.NONE, CatalogFeature::datacenters),
        Route.get("/v1/catalog/nodes", Right.NODE_READ, this::nodes),
        Route.get("/v1/catalog/services", Right.SERVICE_READ, this::services),
        Route.get("/v1/catalog/service/", Right.SERVICE_READ, request -> service(request, false)),
        Route.get("/v1/catalog/connect/", Right.SERVICE_READ, request -> service(request, true)),
        Route.get("/v1/catalog/node/", Right.NODE_READ, request -> node(request, false)),
        Route.get("/v1/catalog/node-services/", Right.NODE_READ, request -> node(request, true)),
        Route.get(
            "/v1/internal/ui/services", Right.SERVICE_READ, request -> UiServices.answer(request)));
  }

  private Answer register(ApiRequest request) {
    return outcome(store.propose(new RegisterBody(request).register(request.body())));
  }

  private Answer deregister(ApiRequest request) {
    return outcome(store.propose(new RegisterBody(request).deregister(request.body())));
  }

  private static Answer outcome(CatalogOutcome outcome) {
    return switch (outcome) {
      case CatalogOutcome.Done() -> ApiResponse.flag(true);
      case CatalogOutcome.Refused(String reason) -> throw ApiException.refused(reason);
    };
  }

  private static Answer datacenters(ApiRequest request) {
    String own = request.context().datacenter();
    return ApiResponse.json(json -> {
      json.writeStartArray();
      json.writeString(own);
      json.writeEndArray();
    });
  }

  private Answer nodes(ApiRequest request) {
    ListQuery query = ListQuery.of(request);
    return BlockingQuery.of(request, reader -> nodes(reader, query)).asCatalogRead();
  }

  private static Indexed nodes(Reader reader, ListQuery query) {
    Filter<NodeRow> filter = query.filter(CatalogFields.NODE);
    String partition = query.tenancy().partition();
    List<Stored<NodeRow>> found =
        new CatalogView(reader)
            .nodes(query.peer(), partition).stream()
                .filter(stored -> query.wantsNode(stored.row()) && filter.test(stored.row()))
                .toList();
    long index =
        reader
            .table(CatalogTables.NODES)
            .index(CatalogTables.partitionPrefix(query.peer(), partition));
    return Indexed.of(
        index,
        json -> {
          json.writeStartArray();
          for (Stored<NodeRow> stored : found) {
            CatalogJson.node(json, stored);
          }
          json.writeEndArray();
        });
  }

  private Answer services(ApiRequest request) {
    ListQuery query = ListQuery.of(request);
    return BlockingQuery.of(request, reader -> services(reader, query)).asCatalogRead();
  }

  private static Indexed services(Reader reader, ListQuery query) {
    Filter<CatalogFields.Placed> filter = query.filter(CatalogFields.SERVICE_NODE);
    boolean needsNode = !filter.isOpen() || !query.nodeMeta().isEmpty();
    CatalogView view = new CatalogView(reader);
    Map<String, TreeSet<String>> tags = new TreeMap<>();
    long index =
        reader
            .table(CatalogTables.SERVICES)
            .index(CatalogTables.tenancyPrefix(query.peer(), query.tenancy()));
    for (Stored<ServiceRow> stored : view.services(query.peer(), query.tenancy())) {
      ServiceRow row = stored.row();
      if (needsNode) {
        Optional<Stored<NodeRow>> node =
            view.node(query.peer(), row.tenancy().partition(), row.node());
        if (node.isEmpty()
            || !query.wantsNode(node.get().row())
            || !filter.test(new CatalogFields.Placed(stored, node.get().row()))) {
          continue;
        }
        index = Math.max(index, node.get().modifyIndex());
      }
      tags.computeIfAbsent(row.name(), name -> new TreeSet<>()).addAll(row.tags());
    }
    return Indexed.of(
        index,
        json -> {
          json.writeStartObject();
          for (Map.Entry<String, TreeSet<String>> entry : tags.entrySet()) {
            json.writeFieldName(entry.getKey());
            CatalogJson.texts(json, List.copyOf(entry.getValue()));
          }
          json.writeEndObject();
        });
  }

  private Answer service(ApiRequest request, boolean mesh) {
    ListQuery query = ListQuery.of(request);
    if (request.rest().isEmpty()) {
      throw ApiException.badRequest("Missing service name");
    }
    ServiceName name = query.service(request.rest());
    return BlockingQuery.of(request, reader -> service(reader, query, name, mesh)).asCatalogRead();
  }

  private static Indexed service(Reader reader, ListQuery query, ServiceName name, boolean mesh) {
    Filter<CatalogFields.Placed> filter = query.filter(CatalogFields.SERVICE_NODE);
    CatalogView view = new CatalogView(reader);
    List<CatalogFields.Placed> found = new ArrayList<>();
    long index = view.serviceIndex(query.peer(), name, mesh);
    List<Stored<ServiceRow>> rows =
        mesh ? view.meshService(query.peer(), name) : view.service(query.peer(), name);
    for (Stored<ServiceRow> stored : rows) {
      Optional<Stored<NodeRow>> node =
          view.node(query.peer(), name.tenancy().partition(), stored.row().node());
      if (node.isEmpty()) {
        continue;
      }
      index = Math.max(index, Math.max(node.get().modifyIndex(), stored.modifyIndex()));
      CatalogFields.Placed placed = new CatalogFields.Placed(stored, node.get().row());
      if (query.wantsNode(placed.node())
          && query.wantsTags(placed.service())
          && filter.test(placed)) {
        found.add(placed);
      }
    }
    return Indexed.of(
        index,
        json -> {
          json.writeStartArray();
          for (CatalogFields.Placed placed : found) {
            CatalogJson.serviceNode(json, placed.stored(), placed.node());
          }
          json.writeEndArray();
        });
  }

  private Answer node(ApiRequest request, boolean list) {
    ListQuery query = ListQuery.of(request);
    String name = request.rest();
    if (name.isEmpty()) {
      throw ApiException.badRequest("Missing node name");
    }
    return BlockingQuery.of(request, reader -> node(reader, query, name, list)).asCatalogRead();
  }

  private static Indexed node(Reader reader, ListQuery query, String name, boolean list) {
    Filter<ServiceRow> filter = query.filter(CatalogFields.SERVICE);
    CatalogView view = new CatalogView(reader);
    String partition = query.tenancy().partition();
    Optional<Stored<NodeRow>> node = view.node(query.peer(), partition, name);
    if (node.isEmpty()) {
      return Indexed.of(
          reader
              .table(CatalogTables.NODES)
              .index(CatalogTables.partitionPrefix(query.peer(), partition)),
          json -> {
            if (list) {
              json.writeStartObject();
              json.writeNullField("Node");
              json.writeNullField("Services");
              json.writeEndObject();
            } else {
              json.writeNull();
            }
          });
    }
    List<Stored<ServiceRow>> all = view.onNode(query.peer(), partition, name);
    long index =
        Math.max(node.get().modifyIndex(), view.onNodeIndex(query.peer(), partition, name));
    for (Stored<ServiceRow> stored : all) {
      index = Math.max(index, stored.modifyIndex());
    }
    TreeMap<String, Stored<ServiceRow>> found = new TreeMap<>();
    for (Stored<ServiceRow> stored : all) {
      String namespace = query.tenancy().namespace();
      boolean inNamespace =
          namespace.equals("*") || stored.row().tenancy().namespace().equals(namespace);
      if (inNamespace && filter.test(stored.row())) {
        found.put(stored.row().id(), stored);
      }
    }
    return Indexed.of(index, json -> writeNode(json, node.get(), found, list));
  }

  private static void writeNode(
      JsonGenerator json,
      Stored<NodeRow> node,
      Map<String, Stored<ServiceRow>> services,
      boolean list)
      throws IOException {
    json.writeStartObject();
    json.writeFieldName("Node");
    CatalogJson.node(json, node);
    if (list) {
      json.writeArrayFieldStart("Services");
    } else {
      json.writeObjectFieldStart("Services");
    }
    for (Map.Entry<String, Stored<ServiceRow>> entry : services.entrySet()) {
      if (!list) {
        json.writeFieldName(entry.getKey());
      }
      CatalogJson.service(json, entry.getValue());
    }
    if (list) {
      json.writeEndArray();
    } else {
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
