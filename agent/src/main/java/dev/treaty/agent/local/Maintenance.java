package dev.treaty.agent.local;

import dev.treaty.agent.catalog.CheckRow;
import dev.treaty.agent.catalog.ServiceRow;
import dev.treaty.agent.check.CheckSpec;
import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.http.Answer;
import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.http.ApiRequest;
import dev.treaty.agent.http.ApiResponse;
import dev.treaty.agent.notation.GoText;

/** Takes the node or one service out of use by a check that is critical. */
final class Maintenance {

  static final String NODE = "_node_maintenance";
  static final String SERVICE = "_service_maintenance:";

  private final AgentContext context;
  private final LocalState local;
  private final CheckKeeper keeper;

  Maintenance(AgentContext context, LocalState local, CheckKeeper keeper) {
    this.context = context;
    this.local = local;
    this.keeper = keeper;
  }

  Answer node(ApiRequest request) {
    boolean enable = enable(request);
    String reason = request.query().get("reason");
    set(
        enable,
        CheckRow.ofNode(context.nodeName(), NODE, "Node Maintenance Mode", CheckRow.CRITICAL),
        reason.isEmpty()
            ? "Maintenance mode is enabled for this node, but no reason was provided. "
                + "This is a default message."
            : reason);
    return ApiResponse.empty();
  }

  Answer service(ApiRequest request) {
    String id = request.rest();
    if (id.isEmpty()) {
      throw ApiException.badRequest("Missing service ID");
    }
    boolean enable = enable(request);
    request.tenancy();
    LocalView view = local.view();
    ServiceRow service = view.service(id).orElseThrow(() -> ApiException.notFound(unknown(id)));
    String reason = request.query().get("reason");
    set(
        enable,
        CheckRow.ofNode(
                context.nodeName(), SERVICE + id, "Service Maintenance Mode", CheckRow.CRITICAL)
            .forService(service.id(), service.name(), service.tags()),
        reason.isEmpty()
            ? "Maintenance mode is enabled for this service, but no reason was provided. "
                + "This is a default message."
            : reason);
    return ApiResponse.empty();
  }

  private static String unknown(String id) {
    return "Unknown service ID "
        + GoText.quote(id)
        + ". Ensure that the service ID is passed, not the service name.";
  }

  private void set(boolean enable, CheckRow row, String reason) {
    LocalView view = local.view();
    boolean enabled = view.check(row.id()).isPresent();
    if (enable == enabled) {
      return;
    }
    if (enable) {
      LocalCheck check = new LocalCheck(row.explained("maintenance", reason), CheckSpec.NONE);
      local.change(new RegisterLocalCheck(check));
    } else {
      local.change(new DeregisterLocalCheck(row.id()));
    }
    keeper.refresh();
  }

  private static boolean enable(ApiRequest request) {
    if (!request.query().has("enable")) {
      throw ApiException.badRequest("Missing value for enable");
    }
    String value = request.query().get("enable");
    return switch (value) {
      case "1", "t", "T", "TRUE", "true", "True" -> true;
      case "0", "f", "F", "FALSE", "false", "False" -> false;
      default -> throw ApiException.badRequest("Invalid value for enable: " + GoText.quote(value));
    };
  }
}
