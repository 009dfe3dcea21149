package dev.treaty.agent.health;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.treaty.agent.catalog.CatalogFields;
import dev.treaty.agent.catalog.CatalogJson;
import dev.treaty.agent.catalog.CatalogView;
import dev.treaty.agent.catalog.CheckRow;
import dev.treaty.agent.catalog.Instance;
import dev.treaty.agent.catalog.ListQuery;
import dev.treaty.agent.catalog.ServiceName;
import dev.treaty.agent.catalog.ServiceRow;
import dev.treaty.agent.feature.Feature;
import dev.treaty.agent.filter.Filter;
import dev.treaty.agent.http.Answer;
import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.http.ApiRequest;
import dev.treaty.agent.http.BlockingQuery;
import dev.treaty.agent.http.Indexed;
import dev.treaty.agent.http.Right;
import dev.treaty.agent.http.Route;
import dev.treaty.agent.store.Reader;
import dev.treaty.agent.store.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The endpoints {@code /v1/health/*}. */
public final class HealthFeature implements Feature {

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(
            "/v1/health/service/", Right.SERVICE_READ, request -> service(request, Way.DIRECT)),
        Route.get("/v1/health/connect/", Right.SERVICE_READ, request -> service(request, Way.MESH)),
        Route.get(
            "/v1/health/ingress/", Right.SERVICE_READ, request -> service(request, Way.INGRESS)),
        Route.get("/v1/health/node/", Right.NODE_READ, HealthFeature::node),
        Route.get("/v1/health/checks/", Right.SERVICE_READ, HealthFeature::checks),
        Route.get("/v1/health/state/", Right.NODE_READ, HealthFeature::state));
  }

  /** How a service is reached. */
  private enum Way {
    DIRECT,
    MESH,
    INGRESS
  }

  private static Answer service(ApiRequest request, Way way) {
    ListQuery query = ListQuery.of(request);
    String name = request.rest();
    if (name.isEmpty()) {
      throw ApiException.badRequest("Missing service name");
    }
    boolean passing = passing(request);
    return BlockingQuery.of(
            request, reader -> service(reader, query, query.service(name), way, passing))
        .tellingConsistency()
        .cachedIfAsked();
  }

  private static boolean passing(ApiRequest request) {
    String value = request.query().first("passing").orElse("false");
    return switch (value) {
      case "", "1", "t", "T", "TRUE", "true", "True" -> true;
      case "0", "f", "F", "FALSE", "false", "False" -> false;
      default -> throw ApiException.badRequest("Invalid value for ?passing");
    };
  }

  private static Indexed service(
      Reader reader, ListQuery query, ServiceName name, Way way, boolean passing) {
    Filter<Instance> filter = query.filter(CatalogFields.INSTANCE);
    CatalogView view = new CatalogView(reader);
    List<Stored<ServiceRow>> rows =
        switch (way) {
          case DIRECT -> view.service(query.peer(), name);
          case MESH -> view.meshService(query.peer(), name);
          case INGRESS -> List.of();
        };
    List<Instance> all = view.instances(query.peer(), rows);
    long index =
        Math.max(
            view.serviceIndex(query.peer(), name, way == Way.MESH),
            view.healthIndex(query.peer(), name, all));
    List<Instance> found = new ArrayList<>(all.size());
    for (Instance instance : all) {
      if (query.wantsNode(instance.node().row())
          && query.wantsTags(instance.service().row())
          && filter.test(instance)) {
        found.add(instance);
      }
    }
    List<Instance> shown = passing ? onlyPassing(found) : found;
    return Indexed.of(
        index,
        json -> {
          json.writeStartArray();
          for (Instance instance : shown) {
            instance(json, instance);
          }
          json.writeEndArray();
        });
  }

  /** In Consul's order: whoever does not pass changes places with the last one. */
  private static List<Instance> onlyPassing(List<Instance> all) {
    List<Instance> left = new ArrayList<>(all);
    int i = 0;
    while (i < left.size()) {
      boolean passing =
          left.get(i).checks().stream()
              .allMatch(check -> check.row().status().equals(CheckRow.PASSING));
      if (passing) {
        i++;
      } else {
        Instance last = left.removeLast();
        if (i < left.size()) {
          left.set(i, last);
        }
      }
    }
    return left;
  }

  private static void instance(JsonGenerator json, Instance instance) throws IOException {
    json.writeStartObject();
    json.writeFieldName("Node");
    CatalogJson.node(json, instance.node());
    json.writeFieldName("Service");
    CatalogJson.service(json, instance.service());
    json.writeArrayFieldStart("Checks");
    for (Stored<CheckRow> check : instance.checks()) {
      CatalogJson.check(json, check);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static Answer node(ApiRequest request) {
    ListQuery query = ListQuery.of(request);
    String name = request.rest();
    if (name.isEmpty()) {
      throw ApiException.badRequest("Missing node name");
    }
    String partition = query.tenancy().partition();
    return BlockingQuery.of(
            request,
            reader -> {
              CatalogView view = new CatalogView(reader);
              return list(
                  query,
                  view,
                  view.allChecks(query.peer(), partition, name),
                  view.checksIndex(query.peer(), partition, name));
            })
        .asCatalogRead();
  }

  /** Consul looks at no {@code peer} here, and its clients may send one. */
  private static Answer checks(ApiRequest request) {
    ListQuery query = ListQuery.of(request).local();
    if (request.rest().isEmpty()) {
      throw ApiException.badRequest("Missing service name");
    }
    ServiceName name = query.service(request.rest());
    return BlockingQuery.of(
            request,
            reader -> {
              CatalogView view = new CatalogView(reader);
              return list(
                  query, view, view.serviceChecks("", name), view.serviceChecksIndex("", name));
            })
        .asCatalogRead();
  }

  private static Answer state(ApiRequest request) {
    ListQuery query = ListQuery.of(request);
    String state = request.rest();
    if (state.isEmpty()) {
      throw ApiException.badRequest("Missing check state");
    }
    String partition = query.tenancy().partition();
    return BlockingQuery.of(
            request,
            reader -> {
              CatalogView view = new CatalogView(reader);
              List<Stored<CheckRow>> all = view.allChecks(query.peer(), partition);
              List<Stored<CheckRow>> found =
                  state.equals("any")
                      ? all
                      : all.stream().filter(check -> check.row().status().equals(state)).toList();
              return list(query, view, found, view.checksIndex(query.peer(), partition));
            })
        .asCatalogRead();
  }

  private static Indexed list(
      ListQuery query, CatalogView view, List<Stored<CheckRow>> checks, long index) {
    Filter<CheckRow> filter = query.filter(CatalogFields.CHECK);
    List<Stored<CheckRow>> found = new ArrayList<>();
    for (Stored<CheckRow> check : checks) {
      if (filter.test(check.row()) && onWantedNode(query, view, check.row())) {
        found.add(check);
      }
    }
    return Indexed.of(
        index,
        json -> {
          json.writeStartArray();
          for (Stored<CheckRow> check : found) {
            CatalogJson.check(json, check);
          }
          json.writeEndArray();
        });
  }

  private static boolean onWantedNode(ListQuery query, CatalogView view, CheckRow check) {
    return query.nodeMeta().isEmpty()
        || view.node(check.peer(), check.tenancy().partition(), check.node())
            .filter(node -> query.wantsNode(node.row()))
            .isPresent();
  }
}
