package dev.treaty.agent.peering;

import dev.treaty.agent.http.Answer;
import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.http.ApiRequest;
import dev.treaty.agent.http.ApiResponse;
import dev.treaty.agent.http.BlockingQuery;
import dev.treaty.agent.http.GoFields;
import dev.treaty.agent.http.Indexed;
import dev.treaty.agent.http.QueryOptions;
import dev.treaty.agent.http.Right;
import dev.treaty.agent.http.Route;
import dev.treaty.agent.peering.transport.LiveStreams;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.store.Keys;
import dev.treaty.agent.store.Stored;
import dev.treaty.agent.store.Table;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /v1/peering*}, with Consul's texts and statuses (peering-protocol.md §7). */
final class PeeringEndpoints {

  private static final String TOKEN_BODY = "PeeringGenerateTokenRequest";
  private static final String ESTABLISH_BODY = "PeeringEstablishRequest";

  /** So that a reader sees ESTABLISHING before the stream stands. */
  private static final Duration FIRST_DIAL = Duration.ofMillis(100);

  private final AgentSettings settings;
  private final Acceptor acceptor;
  private final Establisher establisher;
  private final Deletion deletion;
  private final Connections connections;
  private final LiveStreams streams;

  PeeringEndpoints(
      AgentSettings settings,
      Acceptor acceptor,
      Establisher establisher,
      Deletion deletion,
      Connections connections,
      LiveStreams streams) {
    this.settings = settings;
    this.acceptor = acceptor;
    this.establisher = establisher;
    this.deletion = deletion;
    this.connections = connections;
    this.streams = streams;
  }

  List<Route> routes() {
    return List.of(
        Route.post("/v1/peering/token", Right.PEERING_WRITE, this::token).inSteps(),
        Route.post("/v1/peering/establish", Right.PEERING_WRITE, this::establish).inSteps(),
        // What establish was called in the technical preview.
        Route.post("/v1/peering/initiate", Right.PEERING_WRITE, this::establish).inSteps(),
        // Only the leader knows how the streams are.
        Route.get("/v1/peering/", Right.PEERING_READ, this::read).byLeader(),
        Route.delete("/v1/peering/", Right.PEERING_WRITE, this::delete),
        Route.get("/v1/peerings", Right.PEERING_READ, this::list).byLeader());
  }

  private ApiResponse token(ApiRequest request) {
    GoFields body =
        body(request, TOKEN_BODY, "PeerName", "Partition", "Meta", "ServerExternalAddresses");
    try {
      String name = body.text("PeerName");
      if (name.isEmpty()) {
        throw ApiException.badRequest(
            "PeerName is required in the payload when generating a new peering token.");
      }
      Map<String, String> meta = body.textMap("Meta");
      List<String> external = body.texts("ServerExternalAddresses");
      requireEnabled();
      String partition = partition(request, body.text("Partition"));
      refuse(PeerRules.nameProblem(name));
      refuse(PeerRules.metaProblem(meta));
      String token = acceptor.generateToken(partition, name, meta, external, form(request));
      return ApiResponse.json(json -> {
        json.writeStartObject();
        json.writeStringField("PeeringToken", token);
        json.writeEndObject();
      });
    } catch (GoFields.Refused e) {
      throw badBody(e);
    } catch (PeeringRefused e) {
      throw new ApiException(e.status(), e.text());
    }
  }

  private static Acceptor.Form form(ApiRequest request) {
    String format = request.query().get("format");
    return switch (format) {
      case "" -> Acceptor.Form.ENVELOPE;
      case "jwt" -> Acceptor.Form.BARE_JWT;
      default -> throw ApiException.badRequest("Invalid format, valid formats are {jwt}");
    };
  }

  private ApiResponse establish(ApiRequest request) {
    GoFields body = body(request, ESTABLISH_BODY, "PeerName", "PeeringToken", "Partition", "Meta");
    try {
      String name = body.text("PeerName");
      String token = body.text("PeeringToken");
      Map<String, String> meta = body.textMap("Meta");
      if (name.isEmpty()) {
        throw ApiException.badRequest(
            "PeerName is required in the payload when establishing a peering.");
      }
      if (token.isEmpty()) {
        throw ApiException.badRequest(
            "PeeringToken is required in the payload when establishing a peering.");
      }
      requireEnabled();
      String partition = partition(request, body.text("Partition"));
      String id = establisher.establish(partition, name, token, meta);
      connections.dial(id, FIRST_DIAL);
      return ApiResponse.json(json -> {
        json.writeStartObject();
        json.writeEndObject();
      });
    } catch (GoFields.Refused e) {
      throw badBody(e);
    } catch (PeeringRefused e) {
      throw new ApiException(e.status(), e.text());
    }
  }

  private Answer read(ApiRequest request) {
    String partition = request.partition();
    String name = name(request);
    String key = PeeringRow.key(partition, name);
    return BlockingQuery.of(
        options(request),
        reader -> {
          Table<PeeringRow> table = reader.table(PeeringRow.TABLE);
          return table
              .get(key)
              .map(stored ->
                  Indexed.of(
                      stored.modifyIndex(),
                      json -> PeeringJson.write(json, stored, streams.facts(stored.row().id()))))
              // One that is absent is waited for, like any other change of it.
              .orElseGet(() ->
                  Indexed.refused(
                      table.index(Keys.prefix(partition)),
                      ApiException.notFound("Peering not found for \"" + name + "\"")));
        });
  }

  private Answer list(ApiRequest request) {
    String prefix = Keys.prefix(request.partition());
    return BlockingQuery.of(
        options(request),
        reader -> {
          Table<PeeringRow> table = reader.table(PeeringRow.TABLE);
          List<Stored<PeeringRow>> rows = table.prefix(prefix);
          return Indexed.of(
              table.index(prefix),
              json -> {
                json.writeStartArray();
                for (Stored<PeeringRow> stored : rows) {
                  PeeringJson.write(json, stored, streams.facts(stored.row().id()));
                }
                json.writeEndArray();
              });
        });
  }

  private ApiResponse delete(ApiRequest request) {
    String partition = request.partition();
    String name = name(request);
    requireEnabled();
    deletion.delete(partition, name);
    return ApiResponse.empty();
  }

  /** Peering reads pass over the datacenter that is asked for. */
  private QueryOptions options(ApiRequest request) {
    requireEnabled();
    QueryOptions asked = request.options();
    return new QueryOptions(
        settings.datacenter(),
        asked.minIndex(),
        asked.maxWait(),
        asked.consistency(),
        asked.cached(),
        asked.filter());
  }

  private static String name(ApiRequest request) {
    String name = request.rest().toLowerCase(Locale.ROOT);
    if (name.isEmpty()) {
      throw ApiException.badRequest("Must specify a name to fetch.");
    }
    return name;
  }

  /** The partition of the body, else of the query. */
  private String partition(ApiRequest request, String inBody) {
    if (inBody.isEmpty()) {
      return request.partition();
    }
    if (settings.isCommunity() && !inBody.equals("default")) {
      throw ApiException.refused("Partitions are a Consul Enterprise feature");
    }
    return inBody;
  }

  private void requireEnabled() {
    if (!settings.mesh().peeringEnabled()) {
      throw ApiException.refused("peering must be enabled to use this endpoint");
    }
  }

  private static GoFields body(ApiRequest request, String struct, String... known) {
    try {
      return GoFields.ofBody(request.body(), struct, Set.of(known));
    } catch (GoFields.Refused e) {
      throw badBody(e);
    }
  }

  private static ApiException badBody(GoFields.Refused refused) {
    return ApiException.badRequest("Body decoding failed: " + refused.text());
  }

  private static void refuse(Optional<String> problem) {
    if (problem.isPresent()) {
      throw ApiException.refused(problem.get());
    }
  }
}
