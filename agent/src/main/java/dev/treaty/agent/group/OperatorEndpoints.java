package dev.treaty.agent.group;

import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.http.ApiRequest;
import dev.treaty.agent.http.ApiResponse;
import dev.treaty.agent.http.Right;
import dev.treaty.agent.http.Route;
import dev.treaty.agent.notation.GoText;
import dev.treaty.agent.store.NotLeaderException;
import dev.treaty.agent.store.RaftMembership;
import dev.treaty.agent.store.RaftMembership.Peer;
import dev.treaty.agent.store.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** {@code /v1/operator/raft/*}; autopilot's are in {@link AutopilotEndpoints}. */
final class OperatorEndpoints {

  private final AgentContext context;
  private final ServerHealth health;
  private final AutopilotEndpoints autopilot;

  OperatorEndpoints(AgentContext context) {
    this.context = context;
    this.health = new ServerHealth(context);
    this.autopilot = new AutopilotEndpoints(context, health, this::config);
  }

  List<Route> routes() {
    List<Route> routes = new ArrayList<>(autopilot.routes());
    routes.add(Route.get("/v1/operator/raft/configuration", Right.OPERATOR_READ, this::servers));
    routes.add(Route.delete("/v1/operator/raft/peer", Right.OPERATOR_WRITE, this::removePeer));
    routes.add(
        Route.post("/v1/operator/raft/transfer-leader", Right.OPERATOR_WRITE, this::transfer));
    return routes;
  }

  /** A new leader judges anew. */
  void begin() {
    health.begin();
  }

  /** Looks how the servers are, so that it is known since when. */
  void observe() {
    var unused = health.look(config());
  }

  AutopilotConfig config() {
    return context
        .store()
        .state()
        .table(AutopilotConfig.TABLE)
        .get(AutopilotConfig.KEY)
        .map(Stored::row)
        .orElseGet(() -> AutopilotConfig.of(context.settings().cluster().autopilot()));
  }

  private ApiResponse servers(ApiRequest request) {
    request.requireOwnDatacenter();
    List<Standing> servers = health.look(config());
    return ApiResponse.json(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("Servers");
      for (Standing server : servers) {
        json.writeStartObject();
        json.writeStringField("ID", server.id());
        json.writeStringField("Node", server.name());
        json.writeStringField("Address", server.address());
        json.writeBooleanField("Leader", server.leader());
        json.writeStringField("ProtocolVersion", "3");
        json.writeBooleanField("Voter", server.voter());
        json.writeNumberField("LastIndex", server.lastIndex());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeNumberField("Index", 0);
      json.writeEndObject();
    });
  }

  private ApiResponse removePeer(ApiRequest request) {
    request.requireOwnDatacenter();
    String id = request.query().get("id");
    String address = request.query().get("address");
    if (id.isEmpty() && address.isEmpty()) {
      throw ApiException.badRequest(
          "Must specify either ?id with the server's ID or ?address with IP:port of peer to"
              + " remove");
    }
    if (!id.isEmpty() && !address.isEmpty()) {
      throw ApiException.badRequest("Must specify only one of ?id or ?address");
    }
    String what = id.isEmpty() ? "address " + GoText.quote(address) : "id " + GoText.quote(id);
    Optional<Standing> known =
        health.look(config()).stream()
            .filter(
                server -> id.isEmpty() ? server.address().equals(address) : server.id().equals(id))
            .findFirst();
    if (known.isEmpty()) {
      throw ApiException.refused(what + " was not found in the Raft configuration");
    }
    RaftMembership raft =
        context
            .cluster()
            .raft()
            .orElseThrow(
                () -> ApiException.refused("cannot remove the only server of the cluster"));
    join(raft.remove(known.get().id()));
    return ApiResponse.empty();
  }

  private ApiResponse transfer(ApiRequest request) {
    request.requireOwnDatacenter();
    String id = request.query().get("id");
    Optional<RaftMembership> raft = context.cluster().raft();
    List<Peer> peers = raft.map(RaftMembership::peers).orElse(List.of());
    if (!id.isEmpty() && peers.stream().noneMatch(peer -> peer.id().equals(id))) {
      throw ApiException.refused("Could not find address for server id " + id);
    }
    if (peers.size() < 2) {
      throw ApiException.refused("cannot find peer");
    }
    join(raft.orElseThrow().transfer(Optional.of(id).filter(text -> !text.isEmpty())));
    return ApiResponse.json(json -> {
      json.writeStartObject();
      json.writeBooleanField("Success", true);
      json.writeEndObject();
    });
  }

  private static void join(CompletableFuture<Boolean> change) {
    try {
      change.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof NotLeaderException notLeader) {
        throw notLeader;
      }
      String reason =
          e.getCause() == null ? String.valueOf(e) : String.valueOf(e.getCause().getMessage());
      throw ApiException.refused(reason);
    }
  }
}
