package dev.treaty.agent.local;

import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.feature.Feature;
import dev.treaty.agent.http.Right;
import dev.treaty.agent.http.Route;
import java.util.List;

/** The agent's own node, services and checks, and their endpoints below {@code /v1/agent}. */
public final class LocalFeature implements Feature {

  private final AgentContext context;
  private final CheckKeeper keeper;
  private final List<Route> routes;

  public LocalFeature(AgentContext context) {
    this.context = context;
    this.keeper = new CheckKeeper(context);
    ServiceEndpoints services = new ServiceEndpoints(context, keeper);
    CheckEndpoints checks = new CheckEndpoints(context, keeper);
    Maintenance maintenance = new Maintenance(context, keeper);
    this.routes =
        List.of(
            Route.get("/v1/agent/services", Right.SERVICE_READ, services::list),
            Route.get("/v1/agent/service/", Right.SERVICE_READ, services::one),
            Route.put("/v1/agent/service/register", Right.SERVICE_WRITE, services::register),
            Route.put("/v1/agent/service/deregister/", Right.SERVICE_WRITE, services::deregister),
            Route.put("/v1/agent/service/maintenance/", Right.SERVICE_WRITE, maintenance::service),
            Route.get("/v1/agent/health/service/name/", Right.SERVICE_READ, services::healthByName),
            Route.get("/v1/agent/health/service/id/", Right.SERVICE_READ, services::healthById),
            Route.get("/v1/agent/checks", Right.NODE_READ, checks::list),
            Route.put("/v1/agent/check/register", Right.NODE_WRITE, checks::register),
            Route.put("/v1/agent/check/deregister/", Right.NODE_WRITE, checks::deregister),
            Route.put("/v1/agent/check/pass/", Right.NODE_WRITE, checks::pass),
            Route.put("/v1/agent/check/warn/", Right.NODE_WRITE, checks::warn),
            Route.put("/v1/agent/check/fail/", Right.NODE_WRITE, checks::fail),
            Route.put("/v1/agent/check/update/", Right.NODE_WRITE, checks::update),
            Route.put("/v1/agent/maintenance", Right.NODE_WRITE, maintenance::node));
  }

  @Override
  public List<Route> routes() {
    return routes;
  }

  @Override
  public void start() {
    context.store().propose(OwnNode.join(context));
    keeper.start();
  }

  @Override
  public void close() {
    keeper.close();
  }
}
