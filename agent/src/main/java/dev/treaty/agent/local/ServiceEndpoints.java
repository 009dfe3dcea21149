package dev.treaty.agent.local;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.treaty.agent.catalog.CatalogFields;
import dev.treaty.agent.catalog.CheckRow;
import dev.treaty.agent.catalog.MeshConfig;
import dev.treaty.agent.catalog.ServiceAddress;
import dev.treaty.agent.catalog.ServiceRow;
import dev.treaty.agent.catalog.Weights;
import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.filter.Fields;
import dev.treaty.agent.filter.Filter;
import dev.treaty.agent.filter.InvalidFilterException;
import dev.treaty.agent.http.Answer;
import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.http.ApiRequest;
import dev.treaty.agent.http.ApiResponse;
import dev.treaty.agent.http.JsonBody;
import dev.treaty.agent.http.LongPoll;
import dev.treaty.agent.notation.GoText;
import dev.treaty.agent.notation.NotDecodableException;
import dev.treaty.agent.store.Reader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The endpoints about the agent's services. */
final class ServiceEndpoints {

  private static final Duration DEFAULT_WAIT = Duration.ofMinutes(5);
  private static final Duration MAX_WAIT = Duration.ofMinutes(10);

  private static final Fields<ServiceRow> FIELDS =
      Fields.<ServiceRow>none()
          .text("Kind", ServiceRow::kind)
          .text("ID", ServiceRow::id)
          .text("Service", ServiceRow::name)
          .texts("Tags", ServiceRow::tags)
          .textMap("Meta", ServiceRow::meta)
          .number("Port", ServiceRow::port)
          .text("Address", ServiceRow::address)
          .text("SocketPath", ServiceRow::socketPath)
          .objectMap(
              "TaggedAddresses",
              ServiceRow::taggedAddresses,
              Fields.<ServiceAddress>none()
                  .text("Address", ServiceAddress::address)
                  .number("Port", ServiceAddress::port))
          .object(
              "Weights",
              ServiceRow::weights,
              Fields.<Weights>none()
                  .number("Passing", Weights::passing)
                  .number("Warning", Weights::warning))
          .flag("EnableTagOverride", ServiceRow::enableTagOverride)
          .object("Proxy", ServiceRow::proxy, CatalogFields.PROXY)
          .object(
              "Connect",
              ServiceRow::mesh,
              Fields.<MeshConfig>none().flag("Native", MeshConfig::nativeMesh))
          .text("PeerName", ServiceRow::peer);

  private final AgentContext context;
  private final LocalState local;
  private final CheckKeeper keeper;

  ServiceEndpoints(AgentContext context, LocalState local, CheckKeeper keeper) {
    this.context = context;
    this.local = local;
    this.keeper = keeper;
  }

  Answer list(ApiRequest request) {
    String namespace = request.tenancy().namespace();
    Filter<ServiceRow> filter = filter(request);
    List<ServiceRow> found =
        local.view().services().values().stream()
            .filter(row -> row.tenancy().namespace().equals(namespace) && filter.test(row))
            .toList();
    return ApiResponse.json(json -> {
      json.writeStartObject();
      for (ServiceRow row : found) {
        json.writeFieldName(row.id());
        AgentJson.service(json, row, context.datacenter(), "");
      }
      json.writeEndObject();
    });
  }

  private static Filter<ServiceRow> filter(ApiRequest request) {
    try {
      return Filter.of(request.query().get("filter"), FIELDS);
    } catch (InvalidFilterException e) {
      throw ApiException.refused(String.valueOf(e.getMessage()));
    }
  }

  /** One service; with {@code ?hash} it waits until the hash of its content is another. */
  Answer one(ApiRequest request) {
    request.tenancy();
    String id = request.rest();
    String known = request.query().get("hash");
    Duration asked = request.options().maxWait();
    Duration wait = asked.isZero() || asked.isNegative() ? DEFAULT_WAIT : asked;
    Duration bounded = wait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait;
    return new LongPoll(
        known.isEmpty() ? Duration.ZERO : bounded, last -> attempt(id, known, last));
  }

  private LongPoll.Step attempt(String id, String known, boolean last) {
    Reader reader = local.reader();
    ServiceRow row =
        new LocalView(reader)
            .service(id)
            .orElseThrow(() -> ApiException.notFound("unknown service ID: " + id));
    String hash = AgentJson.hash(row);
    if (!last && !known.isEmpty() && known.equals(hash)) {
      return new LongPoll.Step.Park(onChange -> local.watch(reader, onChange));
    }
    return new LongPoll.Step.Done(
        ApiResponse.json(json -> AgentJson.service(json, row, context.datacenter(), hash))
            .withHeader("X-Consul-Contenthash", hash));
  }

  Answer register(ApiRequest request) {
    AgentBody body =
        new AgentBody(request.context().community(), request.tenancy(), context.nodeName());
    AgentBody.Definition definition;
    try {
      definition = body.service(request.body());
    } catch (NotDecodableException e) {
      throw ApiException.badRequest("Request decode failed: " + e.text());
    }
    List<Registration> registrations =
        ServiceRegistration.judge(definition, context.settings().checks().remoteScripts(), true);
    Optional<String> replace = request.query().first("replace-existing-checks");
    boolean replaceChecks =
        replace.isPresent() && (replace.get().isEmpty() || replace.get().equals("true"));
    LocalOutcome outcome = local.change(new RegisterLocal(registrations, replaceChecks));
    if (outcome instanceof LocalOutcome.Refused(String reason)) {
      throw ApiException.refused(reason);
    }
    keeper.refresh();
    return ApiResponse.empty();
  }

  Answer deregister(ApiRequest request) {
    request.tenancy();
    LocalOutcome outcome = local.change(new DeregisterLocal(request.rest()));
    if (!(outcome instanceof LocalOutcome.Done)) {
      throw ApiException.notFound(
          "Unknown service ID "
              + GoText.quote(request.rest())
              + ". Ensure that the service ID is passed, not the service name.");
    }
    keeper.refresh();
    return ApiResponse.empty();
  }

  /** A service with its checks and the worst of what they say. */
  private record Health(ServiceRow row, List<CheckRow> checks, String status, int code) {}

  private Health health(ServiceRow row, LocalView view) {
    List<CheckRow> checks =
        view.checks().values().stream()
            .filter(check -> check.row().ofNode() || check.row().serviceId().equals(row.id()))
            .map(keeper::shown)
            .toList();
    String status = CheckRow.PASSING;
    int code = 200;
    for (CheckRow check : checks) {
      if (check.id().equals(Maintenance.NODE) || check.id().startsWith(Maintenance.SERVICE)) {
        return new Health(row, checks, "maintenance", 503);
      }
      switch (check.status()) {
        case CheckRow.PASSING -> {}
        case CheckRow.WARNING -> {
          status = code == 503 ? status : CheckRow.WARNING;
          code = Math.max(code, 429);
        }
        default -> {
          status = CheckRow.CRITICAL;
          code = 503;
        }
      }
    }
    return new Health(row, checks, status, code);
  }

  Answer healthById(ApiRequest request) {
    String id = request.rest();
    if (id.isEmpty()) {
      throw ApiException.refused("Missing serviceID");
    }
    request.tenancy();
    LocalView view = local.view();
    Optional<Health> found = view.service(id).map(row -> health(row, view));
    if (found.isEmpty()) {
      return answer(
          request,
          404,
          "ServiceId " + id + " not found",
          json -> {
            json.writeStartObject();
            json.writeStringField("AggregatedStatus", CheckRow.CRITICAL);
            json.writeNullField("Service");
            json.writeNullField("Checks");
            json.writeEndObject();
          });
    }
    return answer(
        request, found.get().code(), found.get().status(), json -> write(json, found.get()));
  }

  Answer healthByName(ApiRequest request) {
    String name = request.rest();
    if (name.isEmpty()) {
      throw ApiException.refused("Missing service Name");
    }
    request.tenancy();
    LocalView view = local.view();
    List<Health> found =
        view.services().values().stream()
            .filter(row -> row.name().equals(name))
            .map(row -> health(row, view))
            .toList();
    int code = 404;
    String reason = "ServiceName " + name + " Not Found";
    for (Health each : found) {
      if (code == 404 || code < each.code()) {
        code = each.code();
        reason = each.status();
      }
    }
    return answer(
        request,
        code,
        reason,
        json -> {
          json.writeStartArray();
          for (Health each : found) {
            write(json, each);
          }
          json.writeEndArray();
        });
  }

  private void write(JsonGenerator json, Health health) throws IOException {
    AgentJson.health(json, health.status(), health.row(), health.checks(), context.datacenter());
  }

  private static Answer answer(ApiRequest request, int code, String reason, JsonBody json) {
    boolean text =
        request.query().get("format").equals("text")
            || request.header("Accept").filter("text/plain"::equals).isPresent();
    ApiResponse response =
        text
            ? ApiResponse.bytes("text/plain", reason.getBytes(StandardCharsets.UTF_8))
            : ApiResponse.json(json);
    return response.withStatus(code).withHeader("X-Consul-Reason", reason);
  }
}
