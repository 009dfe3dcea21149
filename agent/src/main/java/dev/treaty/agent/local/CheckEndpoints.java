package dev.treaty.agent.local;

import dev.treaty.agent.catalog.CatalogFields;
import dev.treaty.agent.catalog.CheckRow;
import dev.treaty.agent.check.CheckResult;
import dev.treaty.agent.check.CheckSpec;
import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.filter.Filter;
import dev.treaty.agent.filter.InvalidFilterException;
import dev.treaty.agent.http.Answer;
import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.http.ApiRequest;
import dev.treaty.agent.http.ApiResponse;
import dev.treaty.agent.notation.GoStruct;
import dev.treaty.agent.notation.GoText;
import dev.treaty.agent.notation.NotDecodableException;
import dev.treaty.model.entry.Tenancy;
import java.util.List;
import java.util.Optional;

/** The endpoints about the agent's checks. */
final class CheckEndpoints {

  private final AgentContext context;
  private final LocalState local;
  private final CheckKeeper keeper;

  CheckEndpoints(AgentContext context, LocalState local, CheckKeeper keeper) {
    this.context = context;
    this.local = local;
    this.keeper = keeper;
  }

  Answer list(ApiRequest request) {
    String namespace = request.tenancy().namespace();
    List<CheckRow> all =
        local.view().checks().values().stream()
            .map(keeper::shown)
            .filter(row -> row.tenancy().namespace().equals(namespace))
            .toList();
    Filter<CheckRow> filter;
    try {
      filter = Filter.lazily(request.query().get("filter"), CatalogFields.CHECK, !all.isEmpty());
    } catch (InvalidFilterException e) {
      throw ApiException.refused(String.valueOf(e.getMessage()));
    }
    List<CheckRow> found = filter.apply(all);
    return ApiResponse.json(json -> {
      json.writeStartObject();
      for (CheckRow row : found) {
        json.writeFieldName(row.id());
        AgentJson.check(json, row);
      }
      json.writeEndObject();
    });
  }

  Answer register(ApiRequest request) {
    Tenancy asked = request.tenancy();
    AgentBody.CheckDefinitionBody body;
    try {
      body = AgentBody.check(request.body());
    } catch (NotDecodableException e) {
      throw ApiException.badRequest("Request decode failed: " + e.text());
    }
    CheckRegistration.judge(body);
    if (!body.serviceId().isEmpty() && local.view().service(body.serviceId()).isEmpty()) {
      throw noSuchService(body.serviceId());
    }
    CheckRegistration.judgeRunnable(body, context.settings().checks().remoteScripts(), true);
    LocalCheck check = CheckRegistration.check(body, context.nodeName(), asked);
    LocalOutcome outcome = local.change(new RegisterLocalCheck(check));
    if (!(outcome instanceof LocalOutcome.Done)) {
      throw noSuchService(body.serviceId());
    }
    keeper.refresh();
    return ApiResponse.empty();
  }

  private static ApiException noSuchService(String id) {
    return ApiException.notFound("ServiceID " + GoText.quote(id) + " does not exist");
  }

  Answer deregister(ApiRequest request) {
    request.tenancy();
    LocalOutcome outcome = local.change(new DeregisterLocalCheck(request.rest()));
    if (!(outcome instanceof LocalOutcome.Done)) {
      throw unknown(request.rest());
    }
    keeper.refresh();
    return ApiResponse.empty();
  }

  Answer pass(ApiRequest request) {
    return confirm(request, CheckResult.passing(request.query().get("note")));
  }

  Answer warn(ApiRequest request) {
    return confirm(request, CheckResult.warning(request.query().get("note")));
  }

  Answer fail(ApiRequest request) {
    return confirm(request, CheckResult.critical(request.query().get("note")));
  }

  Answer update(ApiRequest request) {
    CheckResult result;
    try {
      result =
          GoStruct.decode(
              request.body(),
              "agent.checkUpdate",
              struct -> new CheckResult(struct.text("Status"), struct.text("Output")));
    } catch (NotDecodableException e) {
      throw ApiException.badRequest("Request decode failed: " + e.text());
    }
    if (!ServiceRegistration.isStatus(result.status())) {
      throw ApiException.badRequest("Invalid check status: '" + result.status() + "'");
    }
    return confirm(request, result);
  }

  private Answer confirm(ApiRequest request, CheckResult result) {
    request.tenancy();
    String id = request.rest();
    Optional<LocalCheck> check = local.view().check(id);
    if (check.isEmpty()) {
      throw unknown(id);
    }
    if (!keeper.confirm(id, bounded(result, check.get().spec()))) {
      throw ApiException.refused("CheckID " + GoText.quote(id) + " does not have associated TTL");
    }
    return ApiResponse.empty();
  }

  /** Consul keeps so much of what a TTL check is told. */
  private static CheckResult bounded(CheckResult result, CheckSpec spec) {
    int most = spec.outputMaxSize() > 0 ? Math.min(spec.outputMaxSize(), 4096) : 4096;
    String output = result.output();
    int length = output.length();
    return length <= most
        ? result
        : new CheckResult(
            result.status(),
            output.substring(0, most) + " ... (captured " + most + " of " + length + " bytes)");
  }

  private static ApiException unknown(String id) {
    return ApiException.notFound(
        "Unknown check ID "
            + GoText.quote(id)
            + ". Ensure that the check ID is passed, not the check name.");
  }
}
