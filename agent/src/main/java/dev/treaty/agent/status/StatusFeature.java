package dev.treaty.agent.status;

import dev.treaty.agent.cluster.Member;
import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.feature.Feature;
import dev.treaty.agent.filter.Filter;
import dev.treaty.agent.filter.InvalidFilterException;
import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.http.ApiRequest;
import dev.treaty.agent.http.ApiResponse;
import dev.treaty.agent.http.Right;
import dev.treaty.agent.http.Route;
import dev.treaty.agent.store.RaftMembership.Peer;
import java.util.List;

/** The endpoints about the agent itself. */
public final class StatusFeature implements Feature {

  private final AgentContext context;

  public StatusFeature(AgentContext context) {
    this.context = context;
  }

  @Override
  public boolean runsOnClients() {
    return true;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/v1/status/leader", Right.NONE, this::leader).onAnyServer(),
        Route.get("/v1/status/peers", Right.NONE, this::peers).onAnyServer(),
        Route.get("/v1/agent/self", Right.AGENT_READ, request -> AgentSelf.answer(context)),
        Route.get("/v1/agent/members", Right.NODE_READ, this::members));
  }

  private ApiResponse leader(ApiRequest request) {
    request.requireOwnDatacenter();
    String address = context.cluster().leader().map(Member::raftAddress).orElse("");
    return ApiResponse.json(json -> json.writeString(address));
  }

  private ApiResponse peers(ApiRequest request) {
    request.requireOwnDatacenter();
    List<String> addresses =
        context
            .cluster()
            .raft()
            .map(raft -> raft.peers().stream().map(Peer::address).toList())
            .orElseGet(() -> List.of(context.cluster().self().raftAddress()));
    return ApiResponse.json(json -> {
      json.writeStartArray();
      for (String address : addresses) {
        json.writeString(address);
      }
      json.writeEndArray();
    });
  }

  private ApiResponse members(ApiRequest request) {
    String segment = request.query().get("segment");
    if (!segment.isEmpty() && !segment.equals("_all")) {
      throw ApiException.refused("Network segments are not supported in this version of Consul");
    }
    boolean wan = request.query().has("wan");
    List<Member> all =
        context.cluster().members().stream()
            .filter(member -> !wan || member.server())
            .map(member -> wan ? MemberJson.amongDatacenters(member) : member)
            .toList();
    List<Member> shown = filtered(request.query().get("filter"), all);
    return ApiResponse.json(json -> {
      json.writeStartArray();
      for (Member member : shown) {
        MemberJson.write(json, member);
      }
      json.writeEndArray();
    });
  }

  private static List<Member> filtered(String filter, List<Member> all) {
    try {
      return Filter.of(filter, MemberJson.FIELDS).apply(all);
    } catch (InvalidFilterException e) {
      throw ApiException.refused(String.valueOf(e.getMessage()));
    }
  }
}
