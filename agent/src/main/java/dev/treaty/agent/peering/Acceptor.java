package dev.treaty.agent.peering;

import com.nimbusds.jose.jwk.ECKey;
import dev.treaty.agent.connect.ConnectCa;
import dev.treaty.agent.connect.RandomUuid;
import dev.treaty.agent.connect.TrustDomain;
import dev.treaty.agent.peering.stream.Secret;
import dev.treaty.agent.peering.stream.SecretExchange;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.store.Store;
import dev.treaty.agent.store.Stored;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The side that is dialed: makes tokens and takes them back. */
final class Acceptor {

  /** Each retry means that somebody else changed the very peering in between. */
  private static final int ATTEMPTS = 10;

  private final Store store;
  private final ConnectCa ca;
  private final AgentSettings settings;
  private final Supplier<Optional<List<String>>> serverAddresses;
  private final InstantSource clock;
  private final SecureRandom random;
  private Optional<Made> made = Optional.empty();

  /**
   * @param serverAddresses where we serve peers; empty while we do not
   */
  Acceptor(
      Store store,
      ConnectCa ca,
      AgentSettings settings,
      Supplier<Optional<List<String>>> serverAddresses,
      InstantSource clock,
      SecureRandom random) {
    this.store = store;
    this.ca = ca;
    this.settings = settings;
    this.serverAddresses = serverAddresses;
    this.clock = clock;
    this.random = random;
  }

  /** What was made of the cluster's name and key; a restored state may hold others. */
  private record Made(TrustDomain domain, TokenKeyRow key, EstablishmentSecrets secrets) {}

  /** Made when first asked for: only then must there be a CA, and a leader to keep the key. */
  private synchronized EstablishmentSecrets secrets() {
    TrustDomain domain = ca.trustDomain();
    TokenKeyRow key = key();
    Optional<Made> known =
        made.filter(before -> before.domain().equals(domain) && before.key().equals(key));
    if (known.isPresent()) {
      return known.get().secrets();
    }
    EstablishmentSecrets secrets = new EstablishmentSecrets(domain, parsed(key), random);
    made = Optional.of(new Made(domain, key, secrets));
    return secrets;
  }

  private TokenKeyRow key() {
    return store
        .state()
        .table(TokenKeyRow.TABLE)
        .get(TokenKeyRow.KEY)
        .map(Stored::row)
        .orElseGet(() ->
            store.propose(
                new TokenKeyRow.Install(
                    new TokenKeyRow(EstablishmentSecrets.newKey(random).toJSONString()))));
  }

  private static ECKey parsed(TokenKeyRow row) {
    try {
      return ECKey.parse(row.jwk());
    } catch (ParseException e) {
      throw new IllegalStateException("the stored token key cannot be read");
    }
  }

  /** The form a token is wanted in. */
  enum Form {
    /** Consul's. */
    ENVELOPE,
    BARE_JWT
  }

  /** Makes a token for a peering, which is made too where there is none. */
  String generateToken(
      String partition,
      String name,
      Map<String, String> meta,
      List<String> externalAddresses,
      Form form)
      throws PeeringRefused {
    if (!settings.mesh().connectEnabled()) {
      throw new PeeringRefused(
          500,
          "connect.enabled must be set to true in the server's configuration when generating"
              + " peering tokens");
    }
    // A token whose port does not answer yet would fail its dialer (peering-protocol.md §12).
    List<String> addresses =
        serverAddresses
            .get()
            .orElseThrow(() ->
                new PeeringRefused(
                    500, "TLS for gRPC must be enabled when generating peering tokens"));
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      String id =
          PeeringRows.byName(store.state(), partition, name)
              .filter(PeeringRow::isLive)
              .map(PeeringRow::id)
              .orElseGet(() -> RandomUuid.next(random));
      PeeringToken token =
          new PeeringToken(
              ca.rootPems(),
              externalAddresses,
              addresses,
              ca.peeringServerName(),
              id,
              Secret.EMPTY,
              new PeeringToken.Remote(shown(partition), settings.datacenter(), "", ""));
      EstablishmentSecrets.Issued issued =
          secrets()
              .issue(
                  id,
                  clock.instant(),
                  settings.mesh().tokenLife(),
                  form == Form.BARE_JWT ? TokenText.claims(token) : Map.of());
      GenerateToken.Outcome outcome =
          store.propose(
              new GenerateToken(
                  partition, name, meta, id, SecretDigest.of(issued.secret()), issued.expiresAt()));
      switch (outcome) {
        case ISSUED -> {
          return form == Form.BARE_JWT
              ? issued.secret().reveal()
              : TokenText.envelope(token.withSecret(issued.secret()));
        }
        case WE_DIAL ->
            throw new PeeringRefused(
                500,
                "cannot create peering with name: \""
                    + name
                    + "\"; there is already an established peering");
        case RETRY -> {}
      }
    }
    throw new PeeringRefused(500, "the peering \"" + name + "\" keeps changing, try again");
  }

  /** Takes a token's secret back, once. */
  SecretExchange exchange(String peeringId, Secret establishment) {
    boolean genuine = secrets().isGenuine(establishment, peeringId, clock.instant());
    String digest = SecretDigest.of(establishment);
    // Looked at before it is proposed, so that a flood of bad secrets does not fill the log.
    boolean known =
        SecretDigest.same(PeeringRows.secrets(store.state(), peeringId).establishment(), digest);
    if (!genuine || !known) {
      return new SecretExchange.Refused();
    }
    Secret streamSecret = Secret.of(RandomUuid.next(random));
    return store.propose(new ExchangeSecret(peeringId, digest, SecretDigest.of(streamSecret)))
        ? new SecretExchange.Granted(streamSecret)
        : new SecretExchange.Refused();
  }

  /** The default partition is never spelled out to a peer. */
  private static String shown(String partition) {
    return partition.equals("default") ? "" : partition;
  }
}
