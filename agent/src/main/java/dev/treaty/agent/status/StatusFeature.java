package dev.treaty.agent.status;

import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.feature.Feature;
import dev.treaty.agent.filter.Filter;
import dev.treaty.agent.filter.InvalidFilterException;
import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.http.ApiRequest;
import dev.treaty.agent.http.ApiResponse;
import dev.treaty.agent.http.Right;
import dev.treaty.agent.http.Route;
import java.util.List;

/** The endpoints about the agent itself. */
public final class StatusFeature implements Feature {

  private final AgentContext context;

  public StatusFeature(AgentContext context) {
    this.context = context;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/v1/status/leader", Right.NONE, this::leader).onAnyServer(),
        Route.get("/v1/status/peers", Right.NONE, this::peers).onAnyServer(),
        Route.get("/v1/agent/self", Right.AGENT_READ, request -> AgentSelf.answer(context)),
        Route.get("/v1/agent/members", Right.NODE_READ, this::members));
  }

  private String address() {
    return context.settings().network().advertiseAddress()
        + ":"
        + context.settings().network().ports().server();
  }

  private ApiResponse leader(ApiRequest request) {
    request.requireOwnDatacenter();
    return ApiResponse.json(json -> json.writeString(address()));
  }

  private ApiResponse peers(ApiRequest request) {
    request.requireOwnDatacenter();
    return ApiResponse.json(json -> {
      json.writeStartArray();
      json.writeString(address());
      json.writeEndArray();
    });
  }

  private ApiResponse members(ApiRequest request) {
    String segment = request.query().get("segment");
    if (!segment.isEmpty() && !segment.equals("_all")) {
      throw ApiException.refused("Network segments are not supported in this version of Consul");
    }
    boolean wan = request.query().has("wan");
    List<Member> shown = members(request.query().get("filter"), Member.self(context, wan));
    return ApiResponse.json(json -> {
      json.writeStartArray();
      for (Member member : shown) {
        member.write(json);
      }
      json.writeEndArray();
    });
  }

  private static List<Member> members(String filter, Member... all) {
    try {
      return Filter.of(filter, Member.FIELDS).apply(List.of(all));
    } catch (InvalidFilterException e) {
      throw ApiException.refused(String.valueOf(e.getMessage()));
    }
  }
}
