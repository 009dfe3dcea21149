package dev.treaty.agent.chain;

import dev.treaty.agent.catalog.VirtualAddresses;
import dev.treaty.agent.config.ConfigEntries;
import dev.treaty.agent.config.StoredEntries;
import dev.treaty.agent.connect.ConnectCa;
import dev.treaty.agent.connect.TrustDomain;
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
import dev.treaty.agent.store.Reader;
import dev.treaty.model.graph.ChainRequest;
import dev.treaty.model.graph.ChainRequest.Overrides;
import dev.treaty.model.graph.CompiledChain;
import dev.treaty.model.graph.DiscoveryChains;
import dev.treaty.model.graph.ServiceId;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.util.List;
import java.util.Optional;

/** The endpoint {@code /v1/discovery-chain/:service}. */
public final class DiscoveryChainFeature implements Feature {

  private static final String PATH = "/v1/discovery-chain/";

  private final AgentContext context;

  public DiscoveryChainFeature(AgentContext context) {
    this.context = context;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(PATH, Right.SERVICE_READ, request -> read(request, Optional.empty())),
        Route.post(
            PATH, Right.SERVICE_READ, request -> read(request, Optional.of(request.body()))));
  }

  private Answer read(ApiRequest request, Optional<byte[]> body) {
    QueryOptions options = request.options();
    if (request.rest().isEmpty()) {
      throw ApiException.badRequest("Missing chain name");
    }
    ServiceId service = new ServiceId(request.rest(), request.tenancy());
    Overrides overrides = body.map(ChainOverrides::decode).orElse(Overrides.NONE);
    if (!context.settings().mesh().connectEnabled()) {
      throw ApiException.refused("Connect must be enabled in order to use this endpoint");
    }
    String asked = request.query().get("compile-dc");
    String datacenter = asked.isEmpty() ? context.datacenter() : asked;
    return BlockingQuery.of(options, reader -> compiled(reader, service, datacenter, overrides))
        .tellingConsistency()
        .cachedIfAsked();
  }

  private static Indexed compiled(
      Reader reader, ServiceId service, String datacenter, Overrides overrides) {
    TrustDomain domain =
        ConnectCa.trustDomain(reader)
            .orElseThrow(() -> ApiException.refused("no cluster ca config setup"));
    ChainRequest chain = new ChainRequest(service, datacenter, domain.name(), overrides);
    long index = reader.table(ConfigEntries.TABLE).index();
    return switch (DiscoveryChains.compile(new StoredEntries(reader), chain)) {
      case DiscoveryChains.Result.Broken(var fault) ->
          throw ApiException.refused("failed to compile discovery chain: " + fault.consulText());
      case DiscoveryChains.Result.Compiled(CompiledChain found, boolean fromEntries) -> {
        Value.Fields answer =
            ChainJson.of(found, VirtualAddresses.find(reader, service.tenancy(), service.name()));
        ApiResponse response = ApiResponse.json(json -> ValueJson.write(answer, json));
        yield fromEntries
            ? Indexed.of(index, response).withContent(answer)
            : Indexed.notFound(index, response);
      }
    };
  }
}
