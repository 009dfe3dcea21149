package dev.treaty.agent.group;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.treaty.agent.catalog.CatalogView;
import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.http.ApiRequest;
import dev.treaty.agent.http.ApiResponse;
import dev.treaty.agent.http.GoDuration;
import dev.treaty.agent.http.Right;
import dev.treaty.agent.http.Route;
import dev.treaty.agent.notation.GoText;
import dev.treaty.agent.store.Stored;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /v1/operator/autopilot/*}, as Consul's Community Edition answers. */
final class AutopilotEndpoints {

  private static final int UNHEALTHY = 429;

  private final AgentContext context;
  private final ServerHealth health;
  private final Supplier<AutopilotConfig> config;

  AutopilotEndpoints(AgentContext context, ServerHealth health, Supplier<AutopilotConfig> config) {
    this.context = context;
    this.health = health;
    this.config = config;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/operator/autopilot/configuration", Right.OPERATOR_READ, this::read),
        Route.put("/v1/operator/autopilot/configuration", Right.OPERATOR_WRITE, this::write),
        Route.get("/v1/operator/autopilot/health", Right.OPERATOR_READ, this::healths),
        Route.get("/v1/operator/autopilot/state", Right.OPERATOR_READ, this::state));
  }

  private ApiResponse read(ApiRequest request) {
    request.requireOwnDatacenter();
    Optional<Stored<AutopilotConfig>> stored =
        context.store().state().table(AutopilotConfig.TABLE).get(AutopilotConfig.KEY);
    AutopilotConfig now = config.get();
    return ApiResponse.json(json -> {
      json.writeStartObject();
      json.writeBooleanField("CleanupDeadServers", now.cleanupDeadServers());
      json.writeStringField("LastContactThreshold", GoDuration.print(now.lastContactThreshold()));
      json.writeNumberField("MaxTrailingLogs", now.maxTrailingLogs());
      json.writeNumberField("MinQuorum", now.minQuorum());
      json.writeStringField(
          "ServerStabilizationTime", GoDuration.print(now.serverStabilizationTime()));
      json.writeStringField("RedundancyZoneTag", now.redundancyZoneTag());
      json.writeBooleanField("DisableUpgradeMigration", now.disableUpgradeMigration());
      json.writeStringField("UpgradeVersionTag", now.upgradeVersionTag());
      json.writeNumberField("CreateIndex", stored.map(Stored::createIndex).orElse(0L));
      json.writeNumberField("ModifyIndex", stored.map(Stored::modifyIndex).orElse(0L));
      json.writeEndObject();
    });
  }

  private ApiResponse write(ApiRequest request) {
    request.requireOwnDatacenter();
    AutopilotConfig wanted = AutopilotBody.read(request.body());
    return ApiResponse.flag(
        context.store().propose(new AutopilotConfig.Put(wanted, expected(request))));
  }

  private static Optional<Long> expected(ApiRequest request) {
    String text = request.query().get("cas");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (text.startsWith("+")) {
        throw new NumberFormatException(text);
      }
      return Optional.of(Long.parseUnsignedLong(text));
    } catch (NumberFormatException e) {
      throw ApiException.badRequest(
          "Error parsing cas value: strconv.ParseUint: parsing "
              + GoText.quote(text)
              + ": invalid syntax");
    }
  }

  private ApiResponse healths(ApiRequest request) {
    request.requireOwnDatacenter();
    List<Standing> servers = health.look(config.get());
    boolean all = servers.stream().allMatch(Standing::healthy);
    ApiResponse answer =
        ApiResponse.json(json -> {
          json.writeStartObject();
          json.writeBooleanField("Healthy", all);
          json.writeNumberField("FailureTolerance", ServerHealth.tolerance(servers));
          json.writeArrayFieldStart("Servers");
          for (Standing server : servers) {
            health(json, server);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
    return all ? answer : answer.withStatus(UNHEALTHY);
  }

  private static void health(JsonGenerator json, Standing server) throws IOException {
    json.writeStartObject();
    json.writeStringField("ID", server.id());
    json.writeStringField("Name", server.name());
    json.writeStringField("Address", server.address());
    json.writeStringField("SerfStatus", server.status());
    json.writeStringField("Version", server.version());
    json.writeBooleanField("Leader", server.leader());
    json.writeStringField("LastContact", GoDuration.print(server.lastContact()));
    json.writeNumberField("LastTerm", server.lastTerm());
    json.writeNumberField("LastIndex", server.lastIndex());
    json.writeBooleanField("Healthy", server.healthy());
    json.writeBooleanField("Voter", server.voter());
    json.writeStringField(
        "StableSince", server.stableSince().truncatedTo(ChronoUnit.SECONDS).toString());
    json.writeEndObject();
  }

  private ApiResponse state(ApiRequest request) {
    request.requireOwnDatacenter();
    List<Standing> servers =
        health.look(config.get()).stream().sorted(Comparator.comparing(Standing::id)).toList();
    int tolerance = ServerHealth.tolerance(servers);
    CatalogView catalog = new CatalogView(context.store().state());
    return ApiResponse.json(json -> {
      json.writeStartObject();
      json.writeBooleanField("Healthy", servers.stream().allMatch(Standing::healthy));
      json.writeNumberField("FailureTolerance", tolerance);
      json.writeNumberField("OptimisticFailureTolerance", tolerance);
      json.writeObjectFieldStart("Servers");
      for (Standing server : servers) {
        json.writeFieldName(server.id());
        state(json, server, catalog);
      }
      json.writeEndObject();
      json.writeStringField(
          "Leader",
          servers.stream().filter(Standing::leader).map(Standing::id).findFirst().orElse(""));
      json.writeArrayFieldStart("Voters");
      for (Standing server : servers) {
        if (server.voter()) {
          json.writeString(server.id());
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private static void state(JsonGenerator json, Standing server, CatalogView catalog)
      throws IOException {
    String type = server.voter() ? "voter" : "read-replica";
    json.writeStartObject();
    json.writeStringField("ID", server.id());
    json.writeStringField("Name", server.name());
    json.writeStringField("Address", server.address());
    json.writeStringField("NodeStatus", server.status());
    json.writeStringField("Version", server.version());
    json.writeStringField("LastContact", GoDuration.print(server.lastContact()));
    json.writeNumberField("LastTerm", server.lastTerm());
    json.writeNumberField("LastIndex", server.lastIndex());
    json.writeBooleanField("Healthy", server.healthy());
    json.writeStringField("StableSince", server.stableSince().toString());
    json.writeBooleanField("ReadReplica", !server.voter());
    json.writeStringField("Status", server.leader() ? "leader" : type);
    Map<String, String> meta =
        catalog.node("", "default", server.name()).map(row -> row.row().meta()).orElse(Map.of());
    json.writeObjectFieldStart("Meta");
    for (Map.Entry<String, String> entry : meta.entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
    json.writeStringField("NodeType", type);
    json.writeEndObject();
  }
}
