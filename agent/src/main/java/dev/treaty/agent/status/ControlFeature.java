package dev.treaty.agent.status;

import dev.treaty.agent.cluster.JoinFailed;
import dev.treaty.agent.cluster.Member;
import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.feature.AgentHost;
import dev.treaty.agent.feature.Feature;
import dev.treaty.agent.http.Answer;
import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.http.ApiRequest;
import dev.treaty.agent.http.ApiResponse;
import dev.treaty.agent.http.LiveStream;
import dev.treaty.agent.http.PeerAddress;
import dev.treaty.agent.http.Right;
import dev.treaty.agent.http.Route;
import dev.treaty.agent.log.LogFormat;
import dev.treaty.agent.log.LogHub;
import dev.treaty.agent.log.LogLevel;
import dev.treaty.agent.settings.NetworkSettings;
import dev.treaty.agent.settings.Ports;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The endpoints that steer the agent: reload, leave, join, force-leave. */
public final class ControlFeature implements Feature {

  /** So that the answer is on its way before the agent ends. */
  private static final long FAREWELL_MILLIS = 100;

  private static final Logger LOG = LoggerFactory.getLogger(ControlFeature.class);

  private final AgentContext context;
  private final AgentHost host;

  public ControlFeature(AgentContext context, AgentHost host) {
    this.context = context;
    this.host = host;
  }

  @Override
  public boolean runsOnClients() {
    return true;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.put("/v1/agent/reload", Right.AGENT_WRITE, this::reload),
        Route.put("/v1/agent/leave", Right.AGENT_WRITE, this::leave),
        Route.put("/v1/agent/join/", Right.AGENT_WRITE, this::join),
        Route.put("/v1/agent/force-leave/", Right.OPERATOR_WRITE, this::forceLeave),
        Route.get("/v1/agent/monitor", Right.AGENT_READ, this::monitor),
        Route.put("/v1/agent/token/", Right.AGENT_WRITE, this::token));
  }

  private ApiResponse reload(ApiRequest request) {
    host.reload()
        .ifPresent(fault -> {
          throw ApiException.refused(fault);
        });
    return ApiResponse.empty();
  }

  private ApiResponse leave(ApiRequest request) {
    var unused = context.timers().schedule(host::leave, FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
    return ApiResponse.empty();
  }

  private ApiResponse join(ApiRequest request) {
    String address = request.rest();
    if (isOurs(address, request.query().has("wan"))) {
      return ApiResponse.empty();
    }
    if (request.query().has("wan")) {
      throw ApiException.refused(
          "1 error occurred:\n\t* Failed to join "
              + address
              + ": other datacenters cannot be joined; peer with them\n\n");
    }
    try {
      context.cluster().join(address);
    } catch (JoinFailed e) {
      throw ApiException.refused(String.valueOf(e.getMessage()));
    }
    return ApiResponse.empty();
  }

  private boolean isOurs(String address, boolean wan) {
    NetworkSettings network = context.settings().network();
    Member self = context.cluster().self();
    int open = wan ? network.ports().serfWan() : self.port();
    int gossip = open > 0 ? open : wan ? Ports.DEFAULT.serfWan() : Ports.DEFAULT.serfLan();
    return PeerAddress.parse(address, gossip)
        .filter(to -> to.port() == gossip)
        .filter(to ->
            List.of(network.bindAddress(), network.advertiseAddress(), self.name())
                .contains(to.host()))
        .isPresent();
  }

  private ApiResponse forceLeave(ApiRequest request) {
    String name = request.rest();
    String local = name;
    if (request.query().has("wan")) {
      String ending = "." + context.datacenter();
      local = name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : "";
    }
    if (!context.cluster().forceOut(local, request.query().has("prune"))) {
      throw ApiException.refused("agent: No node found with name '" + name + "'");
    }
    return ApiResponse.empty();
  }

  private Answer monitor(ApiRequest request) {
    String asked = request.query().get("loglevel");
    LogLevel level =
        LogLevel.of(asked.isEmpty() ? "info" : asked)
            .orElseThrow(() -> ApiException.badRequest("Unknown log level: " + asked));
    LogFormat format = request.query().has("logjson") ? LogFormat.JSON : LogFormat.TEXT;
    LogHub hub = host.log();
    return new LiveStream(sink -> {
      LogReader reader = new LogReader(sink, format, context.clock());
      Runnable end = hub.listen(level, reader);
      LOG.debug("a log monitor was opened: level={}", level);
      return () -> {
        end.run();
        reader.lost().ifPresent(lost -> LOG.warn("a log monitor was slow: {} lines lost", lost));
      };
    });
  }

  private ApiResponse token(ApiRequest request) {
    throw new ApiException(401, "ACL support disabled");
  }
}
