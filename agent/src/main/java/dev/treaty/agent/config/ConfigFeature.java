package dev.treaty.agent.config;

import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.feature.Feature;
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
import dev.treaty.agent.store.Stored;
import dev.treaty.agent.store.Table;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryJudge;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.Kinds;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.entry.Verdict;
import dev.treaty.model.value.Value;
import java.util.List;
import java.util.Optional;

/** The endpoints {@code /v1/config} ({@code http-and-config-entries} §2). */
public final class ConfigFeature implements Feature {

  private static final String WRITE = "/v1/config";
  private static final String READ = "/v1/config/";

  private final AgentContext context;
  private final EntryJson entryJson;

  public ConfigFeature(AgentContext context) {
    this.context = context;
    this.entryJson = new EntryJson(context.settings().profile().version());
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.put(WRITE, Right.BY_KIND, this::put).withBodyLimit(Route.DEFAULT_BODY_LIMIT),
        Route.get(READ, Right.BY_KIND, this::read),
        Route.delete(READ, Right.BY_KIND, this::delete));
  }

  private ApiResponse put(ApiRequest request) {
    Verdict verdict = EntryJudge.judgeJson(request.body(), context.settings().profile());
    if (verdict instanceof Verdict.Refused refused && refused.stage().isDecoding()) {
      throw ApiException.badRequest("Request decoding failed: " + refused.consulText());
    }
    Tenancy asked = request.tenancy();
    Optional<Long> expected = Cas.of(request);
    return switch (verdict) {
      case Verdict.Refused refused when refused.consulText().startsWith("Permission denied") ->
          throw ApiException.forbidden(refused.consulText());
      case Verdict.Refused refused -> throw ApiException.refused(refused.consulText());
      case Verdict.Accepted accepted -> store(inTenancy(accepted.entry(), asked), expected);
    };
  }

  private ApiResponse store(Entry entry, Optional<Long> expected) {
    if (entry.key().kind().equals("service-intentions")) {
      requireConnect();
    }
    PutEntry.Outcome outcome =
        context
            .store()
            .propose(new PutEntry(ConfigRow.of(entry), expected, context.settings().isCommunity()));
    return switch (outcome) {
      case PutEntry.Outcome.Stands() -> ApiResponse.flag(true);
      case PutEntry.Outcome.Conflict() -> ApiResponse.flag(false);
      case PutEntry.Outcome.Refused(String text) -> throw ApiException.refused(text);
    };
  }

  private void requireConnect() {
    if (!context.settings().mesh().connectEnabled()) {
      throw ApiException.refused("Connect must be enabled in order to use this endpoint");
    }
  }

  /** Where the entry says nothing of its tenancy, the request's parameters hold. */
  private static Entry inTenancy(Entry entry, Tenancy asked) {
    if (asked.isDefault() || !entry.key().tenancy().isDefault()) {
      return entry;
    }
    EntryKey key = new EntryKey(entry.key().kind(), asked, entry.key().name());
    Value.Fields body = entry.body();
    if (!asked.partition().equals("default")) {
      body = body.with("Partition", Value.text(asked.partition()));
    }
    if (!asked.namespace().equals("default")) {
      body = body.with("Namespace", Value.text(asked.namespace()));
    }
    return new Entry(key, body);
  }

  private BlockingQuery read(ApiRequest request) {
    String[] parts = request.rest().split("/", 2);
    QueryOptions options = request.options();
    Tenancy tenancy = request.tenancy();
    String kind = parts[0];
    if (parts.length == 2) {
      EntryKey key = new EntryKey(kind, tenancy, parts[1]);
      return BlockingQuery.of(options, reader -> one(reader, key));
    }
    return BlockingQuery.of(options, reader -> list(reader, kind, tenancy, options.filter()));
  }

  private Indexed one(Reader reader, EntryKey key) {
    requireKind(key.kind(), 500);
    Table<ConfigRow> table = reader.table(ConfigEntries.TABLE);
    Optional<Stored<ConfigRow>> found = table.get(ConfigEntries.key(key));
    if (found.isEmpty()) {
      String text =
          "Config entry not found for "
              + GoText.quote(key.kind())
              + " / "
              + GoText.quote(key.name());
      return Indexed.notFound(table.index(), ApiResponse.text(404, text));
    }
    return Indexed.of(table.index(), json -> entryJson.write(found.get(), json));
  }

  private Indexed list(Reader reader, String kind, Tenancy tenancy, String filter) {
    if (!kind.isEmpty()) {
      requireKind(kind, 500);
    }
    Table<ConfigRow> table = reader.table(ConfigEntries.TABLE);
    List<Stored<ConfigRow>> rows =
        kind.isEmpty()
            ? table.all().stream()
                .filter(row -> row.row().entry().key().tenancy().equals(tenancy))
                .toList()
            : table.prefix(ConfigEntries.prefix(kind, tenancy));
    List<Stored<ConfigRow>> shown = DefaultsFilter.apply(kind, filter, rows);
    return Indexed.of(
            table.index(),
            json -> {
              json.writeStartArray();
              for (Stored<ConfigRow> row : shown) {
                entryJson.write(row, json);
              }
              json.writeEndArray();
            })
        .withContent(shown);
  }

  private ApiResponse delete(ApiRequest request) {
    String[] parts = request.rest().split("/", 2);
    if (parts.length < 2) {
      throw ApiException.notFound("Must provide both a kind and name to delete");
    }
    requireKind(parts[0], 400);
    if (parts[0].equals("bound-api-gateway")) {
      throw ApiException.forbidden("Permission denied: only writeable by controller");
    }
    Tenancy tenancy = request.tenancy();
    Optional<Long> expected = Cas.of(request);
    EntryKey key = new EntryKey(parts[0], tenancy, parts[1]);
    DeleteEntry.Outcome outcome =
        context.store().propose(new DeleteEntry(key, expected, context.settings().isCommunity()));
    return switch (outcome) {
      case DeleteEntry.Outcome.Gone() when expected.isEmpty() ->
          ApiResponse.json(json -> {
            json.writeStartObject();
            json.writeEndObject();
          });
      case DeleteEntry.Outcome.Gone() -> ApiResponse.flag(true);
      case DeleteEntry.Outcome.Conflict() -> ApiResponse.flag(false);
      case DeleteEntry.Outcome.Refused(String text) -> throw ApiException.refused(text);
    };
  }

  private void requireKind(String kind, int status) {
    if (!Kinds.isKnownTo(kind, context.settings().profile())) {
      throw new ApiException(status, "invalid config entry kind: " + kind);
    }
  }
}
