package dev.treaty.agent.intention;

import dev.treaty.agent.config.ConfigEntries;
import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.feature.Feature;
import dev.treaty.agent.http.Answer;
import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.http.ApiRequest;
import dev.treaty.agent.http.ApiResponse;
import dev.treaty.agent.http.BlockingQuery;
import dev.treaty.agent.http.Indexed;
import dev.treaty.agent.http.QueryOptions;
import dev.treaty.agent.http.Right;
import dev.treaty.agent.http.Route;
import dev.treaty.agent.notation.GoText;
import dev.treaty.agent.store.Reader;
import dev.treaty.agent.store.State;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.intention.Caller;
import dev.treaty.model.intention.IntentionDecision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The endpoints {@code /v1/connect/intentions} ({@code http-and-config-entries} §4.5). */
public final class IntentionFeature implements Feature {

  private static final String ALL = "/v1/connect/intentions";

  private final AgentContext context;
  private final ExactEdit edit;
  private final LegacyIntentions legacy;

  public IntentionFeature(AgentContext context) {
    this.context = context;
    this.edit = new ExactEdit(context);
    this.legacy = new LegacyIntentions(context, edit);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(ALL, Right.INTENTIONS_READ, guarded(this::list)),
        Route.post(ALL, Right.INTENTIONS_WRITE, guarded(legacy::create)),
        Route.get(ALL + "/", Right.INTENTIONS_READ, guarded(legacy::read)),
        Route.put(ALL + "/", Right.INTENTIONS_WRITE, guarded(legacy::update)),
        Route.delete(ALL + "/", Right.INTENTIONS_WRITE, guarded(legacy::delete)),
        Route.get(ALL + "/match", Right.INTENTIONS_READ, guarded(this::match)),
        Route.get(ALL + "/check", Right.SERVICE_READ, guarded(this::check)),
        Route.get(ALL + "/exact", Right.INTENTIONS_READ, guarded(this::exact)),
        Route.put(ALL + "/exact", Right.INTENTIONS_WRITE, guarded(this::putExact)),
        Route.delete(ALL + "/exact", Right.INTENTIONS_WRITE, guarded(this::deleteExact)));
  }

  /** Without Connect there are no intentions. */
  private Route.Handler guarded(Route.Handler handler) {
    return request -> {
      if (!context.settings().mesh().connectEnabled()) {
        throw ApiException.refused("Connect must be enabled in order to use this endpoint");
      }
      return handler.handle(request);
    };
  }

  private Answer list(ApiRequest request) {
    QueryOptions options = request.options();
    Tenancy tenancy = request.tenancy();
    return BlockingQuery.of(
            options,
            reader -> {
              List<Listed> shown =
                  IntentionFilter.apply(
                      options.filter(),
                      community(),
                      Listed.all(reader).stream()
                          .filter(listed ->
                              listed.entry().row().entry().key().tenancy().equals(tenancy))
                          .toList());
              return Indexed.of(index(reader), json -> IntentionJson.write(shown, json));
            })
        .withIndexedErrors();
  }

  private static long index(Reader reader) {
    return reader.table(ConfigEntries.TABLE).index();
  }

  private Answer match(ApiRequest request) {
    QueryOptions options = request.options();
    String by = request.query().get("by");
    if (request.query().all("by").size() != 1) {
      throw ApiException.refused("required query parameter 'by' not set");
    }
    if (!by.equals("source") && !by.equals("destination")) {
      throw ApiException.refused("'by' parameter must be one of 'source' or 'destination'");
    }
    Map<String, ServicePart> asked = new LinkedHashMap<>();
    for (String name : request.query().all("name")) {
      asked.put(
          name,
          ServicePart.of("name", name, request.tenancy(), false)
              .knownTo(community(), "match entry namespace"));
    }
    if (asked.isEmpty()) {
      throw ApiException.refused("required query parameter 'name' not set");
    }
    return BlockingQuery.of(options, reader -> matched(reader, asked, by.equals("source")))
        .tellingConsistency()
        .cachedIfAsked();
  }

  private static Indexed matched(Reader reader, Map<String, ServicePart> asked, boolean bySource) {
    Map<String, List<Listed>> found = new TreeMap<>();
    asked.forEach((name, part) -> found.put(name, matched(reader, part, bySource)));
    return Indexed.of(
            index(reader),
            json -> {
              json.writeStartObject();
              for (Map.Entry<String, List<Listed>> one : found.entrySet()) {
                json.writeFieldName(one.getKey());
                if (one.getValue().isEmpty()) {
                  json.writeNull();
                } else {
                  IntentionJson.write(one.getValue(), json);
                }
              }
              json.writeEndObject();
            })
        .withContent(found);
  }

  private static List<Listed> matched(Reader reader, ServicePart part, boolean bySource) {
    if (bySource) {
      List<Listed> all = Listed.all(reader);
      return Listed.only(
          all, IntentionDecision.matchSource(Listed.intentions(all), part.name(), part.tenancy()));
    }
    ServicePart stored = Listed.stored(reader, part);
    List<Listed> all = Listed.forDestination(reader, stored.name(), stored.tenancy());
    return Listed.only(
        all,
        IntentionDecision.matchDestination(
            Listed.intentions(all), stored.name(), stored.tenancy()));
  }

  private boolean community() {
    return context.settings().isCommunity();
  }

  private ApiResponse check(ApiRequest request) {
    request.requireOwnDatacenter();
    String type = request.query().get("source-type");
    ServicePart source = ServicePart.required(request, "source", true);
    ServicePart given = ServicePart.required(request, "destination", false);
    source = source.knownTo(community(), "source namespace");
    given = given.knownTo(community(), "destination namespace");
    if (request.query().has("source-type") && !type.equals("consul")) {
      throw ApiException.refused("unsupported SourceType: " + GoText.quote(type));
    }
    State state = context.store().state();
    ServicePart destination = Listed.stored(state, given);
    List<Listed> all = Listed.forDestination(state, destination.name(), destination.tenancy());
    boolean allowed =
        IntentionDecision.decide(
                Listed.intentions(all),
                new Caller(source.name(), source.tenancy(), source.peer(), Set.of()),
                destination.name(),
                destination.tenancy(),
                context.settings().mesh().defaultAllow())
            .allowed();
    return ApiResponse.json(json -> {
      json.writeStartObject();
      json.writeBooleanField("Allowed", allowed);
      json.writeEndObject();
    });
  }

  private ApiResponse exact(ApiRequest request) {
    request.requireOwnDatacenter();
    ServicePart source = ServicePart.required(request, "source", true);
    ServicePart given = ServicePart.required(request, "destination", false);
    source = source.knownTo(community(), "SourceNS");
    given = given.knownTo(community(), "DestinationNS");
    State state = context.store().state();
    ServicePart destination = Listed.stored(state, given);
    List<Listed> found = new ArrayList<>();
    for (Listed listed : Listed.forDestination(state, destination.name(), destination.tenancy())) {
      if (listed.intention().destination().equals(destination.name())
          && listed.intention().source().equals(source.name())
          && listed.intention().sourcePeer().equals(source.peer())
          && listed.intention().sourceTenancy().namespace().equals(source.tenancy().namespace())) {
        found.add(listed);
      }
    }
    if (found.isEmpty()) {
      throw ApiException.notFound("Intention not found");
    }
    return ApiResponse.json(json -> IntentionJson.write(found.getFirst(), json));
  }

  private ApiResponse putExact(ApiRequest request) {
    ServicePart source = ServicePart.written(request, "source", community());
    ServicePart destination = ServicePart.written(request, "destination", community());
    ExactBody body = ExactBody.decode(request.body());
    edit.put(source, destination, body);
    return ApiResponse.flag(true);
  }

  private ApiResponse deleteExact(ApiRequest request) {
    ServicePart source = ServicePart.written(request, "source", community());
    ServicePart destination = ServicePart.written(request, "destination", community());
    edit.delete(source, destination);
    return ApiResponse.flag(true);
  }
}
