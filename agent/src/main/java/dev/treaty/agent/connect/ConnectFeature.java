package dev.treaty.agent.connect;

import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.feature.Feature;
import dev.treaty.agent.http.Answer;
import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.http.ApiRequest;
import dev.treaty.agent.http.ApiResponse;
import dev.treaty.agent.http.BlockingQuery;
import dev.treaty.agent.http.Indexed;
import dev.treaty.agent.http.JsonBody;
import dev.treaty.agent.http.QueryOptions;
import dev.treaty.agent.http.Right;
import dev.treaty.agent.http.Route;
import dev.treaty.agent.store.Reader;
import dev.treaty.agent.store.Stored;
import dev.treaty.model.entry.Tenancy;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The endpoints of the certificate authority. */
public final class ConnectFeature implements Feature {

  private static final Set<String> TRUE = Set.of("1", "t", "true");
  private static final Set<String> FALSE = Set.of("", "0", "f", "false");

  private final AgentContext context;
  private final ConnectCa ca;
  private final AuthorizeEndpoint authorize;

  /**
   * The feature over an open CA.
   *
   * @param peers whose certificates, besides our own, may be judged
   */
  public ConnectFeature(AgentContext context, ConnectCa ca, PeerDomains peers) {
    this.context = context;
    this.ca = ca;
    this.authorize =
        new AuthorizeEndpoint(context.store(), ca, peers, context.settings().isCommunity());
  }

  /** The cluster's CA, which is made by whoever leads first. */
  public static ConnectCa openCa(AgentContext context) {
    return new ConnectCa(
        context.store(), context.datacenter(), context.clock(), new SecureRandom());
  }

  @Override
  public void lead() {
    ca.ensure(context.settings().mesh().clusterId());
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/v1/connect/ca/roots", Right.NONE, this::roots),
        Route.get("/v1/agent/connect/ca/roots", Right.NONE, this::agentRoots).onAnyServer(),
        Route.get("/v1/agent/connect/ca/leaf/", Right.SERVICE_WRITE, this::leaf).onAnyServer(),
        authorize.route());
  }

  private Answer roots(ApiRequest request) {
    requireConnect();
    String pem = request.query().get("pem").toLowerCase(Locale.ROOT);
    if (TRUE.contains(pem)) {
      return ApiResponse.bytes(
          "application/pem-certificate-chain",
          String.join("", ca.rootPems()).getBytes(StandardCharsets.UTF_8));
    }
    if (!FALSE.contains(pem)) {
      throw ApiException.badRequest("The 'pem' query parameter must be a boolean value");
    }
    return BlockingQuery.of(request, this::roots);
  }

  /** Consul's agent answers from its cache, and says so. */
  private Answer agentRoots(ApiRequest request) {
    requireConnect();
    return BlockingQuery.of(cached(request.options()), this::roots).cachedIfAsked();
  }

  private Indexed roots(Reader reader) {
    long index = reader.table(CaRow.TABLE).get(CaRow.KEY).map(Stored::modifyIndex).orElse(1L);
    return Indexed.of(index, rootsJson(index));
  }

  private JsonBody rootsJson(long index) {
    X509Certificate root = ca.authority().root();
    String id = Fingerprint.of(root);
    return json -> {
      json.writeStartObject();
      json.writeStringField("ActiveRootID", id);
      json.writeStringField("TrustDomain", ca.trustDomain().name());
      json.writeArrayFieldStart("Roots");
      json.writeStartObject();
      json.writeStringField("ID", id);
      json.writeStringField("Name", "Consul CA Primary Cert");
      json.writeNumberField("SerialNumber", root.getSerialNumber().longValueExact());
      json.writeStringField("SigningKeyID", Fingerprint.of(root.getPublicKey()));
      json.writeStringField("ExternalTrustDomain", ca.trustDomain().clusterId());
      json.writeStringField("NotBefore", root.getNotBefore().toInstant().toString());
      json.writeStringField("NotAfter", root.getNotAfter().toInstant().toString());
      json.writeStringField("RootCert", Pem.of(root));
      json.writeNullField("IntermediateCerts");
      json.writeBooleanField("Active", true);
      json.writeStringField("PrivateKeyType", "ec");
      json.writeNumberField("PrivateKeyBits", 256);
      json.writeNumberField("CreateIndex", index);
      json.writeNumberField("ModifyIndex", index);
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    };
  }

  private Answer leaf(ApiRequest request) {
    requireConnect();
    String service = request.rest();
    if (service.isEmpty()) {
      throw ApiException.refused("URI must be either service, agent, server, or kind");
    }
    Tenancy tenancy = request.tenancy();
    BlockingQuery query =
        BlockingQuery.of(
            request.options(),
            reader -> {
              // Waits for a new root; a leaf that grows old is handed out anew at the next read.
              var unused = reader.table(CaRow.TABLE).get(CaRow.KEY);
              ConnectCa.Leaf leaf = ca.leaf(tenancy, service, Math.max(1, reader.index()));
              return Indexed.of(leaf.index(), leafJson(leaf, tenancy));
            });
    return query.asAgentRead(ca.hasLeaf(tenancy, service));
  }

  private static JsonBody leafJson(ConnectCa.Leaf leaf, Tenancy tenancy) {
    IssuedCertificate issued = leaf.issued();
    X509Certificate certificate = issued.certificate();
    return json -> {
      json.writeStartObject();
      json.writeStringField("SerialNumber", issued.serialNumber());
      json.writeStringField("CertPEM", issued.certificatePem());
      json.writeStringField("PrivateKeyPEM", issued.keyPem());
      json.writeStringField("Service", leaf.service());
      json.writeStringField("ServiceURI", issued.uri());
      json.writeStringField("ValidAfter", certificate.getNotBefore().toInstant().toString());
      json.writeStringField("ValidBefore", certificate.getNotAfter().toInstant().toString());
      if (!tenancy.isDefault()) {
        json.writeStringField("Namespace", tenancy.namespace());
        json.writeStringField("Partition", tenancy.partition());
      }
      json.writeNumberField("CreateIndex", leaf.index());
      json.writeNumberField("ModifyIndex", leaf.index());
      json.writeEndObject();
    };
  }

  private QueryOptions cached(QueryOptions asked) {
    return new QueryOptions(
        asked.datacenter(),
        asked.minIndex(),
        asked.maxWait(),
        asked.consistency(),
        true,
        asked.filter());
  }

  private void requireConnect() {
    if (!context.settings().mesh().connectEnabled()) {
      throw ApiException.refused("Connect must be enabled in order to use this endpoint");
    }
  }
}
