package dev.treaty.agent.connect;

import dev.treaty.agent.config.ConfigEntries;
import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.http.ApiRequest;
import dev.treaty.agent.http.ApiResponse;
import dev.treaty.agent.http.GoFields;
import dev.treaty.agent.http.Right;
import dev.treaty.agent.http.Route;
import dev.treaty.agent.store.State;
import dev.treaty.agent.store.Store;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.intention.Caller;
import dev.treaty.model.intention.IntentionDecision;
import dev.treaty.model.intention.Intentions;
import java.util.Optional;
import java.util.Set;

/**
 * {@code POST /v1/agent/connect/authorize}: whether the holder of a certificate may call a service.
 * Unlike Consul, which passes over the trust domain and never matches a peer, a caller is judged as
 * proxies judge it: ours by our own trust domain, a peer's by the peer that the domain belongs to,
 * and nobody else at all.
 */
final class AuthorizeEndpoint {

  private static final String BODY = "ConnectAuthorizeRequest";

  private final Store store;
  private final ConnectCa ca;
  private final PeerDomains peers;
  private final boolean community;

  AuthorizeEndpoint(Store store, ConnectCa ca, PeerDomains peers, boolean community) {
    this.store = store;
    this.ca = ca;
    this.peers = peers;
    this.community = community;
  }

  Route route() {
    return Route.post("/v1/agent/connect/authorize", Right.SERVICE_WRITE, this::authorize)
        .onAnyServer();
  }

  /** The answer: a flag and Consul's reason. */
  record Verdict(boolean authorized, String reason) {}

  private ApiResponse authorize(ApiRequest request) {
    String target;
    String uri;
    Tenancy tenancy = request.tenancy();
    try {
      Set<String> known =
          community
              ? Set.of("Target", "ClientCertURI", "ClientCertSerial")
              : Set.of("Target", "ClientCertURI", "ClientCertSerial", "Namespace", "Partition");
      GoFields body = GoFields.ofBody(request.body(), BODY, known);
      target = body.text("Target");
      uri = body.text("ClientCertURI");
      String partition = body.text("Partition");
      String namespace = body.text("Namespace");
      tenancy =
          new Tenancy(
              partition.isEmpty() ? tenancy.partition() : partition,
              namespace.isEmpty() ? tenancy.namespace() : namespace);
    } catch (GoFields.Refused e) {
      throw ApiException.badRequest("Request decode failed: " + e.text());
    }
    if (target.isEmpty()) {
      throw ApiException.badRequest("Target service must be specified");
    }
    SpiffeUri identity =
        SpiffeUri.parse(uri)
            .orElseThrow(
                () -> ApiException.badRequest("ClientCertURI not a valid Connect identifier"));
    Verdict verdict =
        switch (identity) {
          case SpiffeUri.Other other ->
              throw ApiException.badRequest("ClientCertURI not a valid Service identifier");
          case SpiffeUri.Service service ->
              judge(
                  store.state(),
                  service,
                  target,
                  tenancy,
                  request.context().defaultPolicy().equals("allow"));
        };
    return ApiResponse.json(
            json -> {
              json.writeStartObject();
              json.writeBooleanField("Authorized", verdict.authorized());
              json.writeStringField("Reason", verdict.reason());
              json.writeEndObject();
            })
        .withHeader("X-Cache", "HIT");
  }

  Verdict judge(
      State state, SpiffeUri.Service from, String target, Tenancy tenancy, boolean defaultAllow) {
    boolean local = from.trustDomain().equals(ca.trustDomain().name());
    Optional<String> peer =
        local
            ? Optional.of("")
            : peers.peerOf(
                state, from.trustDomain(), from.tenancy().partition(), tenancy.partition());
    if (peer.isEmpty()) {
      return new Verdict(
          false,
          "Unknown trust domain: \"" + from.trustDomain() + "\" is neither ours nor a peer's");
    }
    if (local && community && !from.tenancy().partition().equals(tenancy.partition())) {
      return new Verdict(
          false,
          "Mismatched partitions: \"%s\" != \"%s\""
              .formatted(from.tenancy().partition(), tenancy.partition()));
    }
    IntentionDecision decision =
        IntentionDecision.decide(
            Intentions.ofAll(ConfigEntries.ofKind(state, "service-intentions")),
            new Caller(from.service(), from.tenancy(), peer.get(), Set.of()),
            target,
            tenancy,
            defaultAllow);
    return new Verdict(decision.allowed(), decision.reason());
  }
}
