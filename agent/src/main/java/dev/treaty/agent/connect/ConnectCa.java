package dev.treaty.agent.connect;

import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.store.Store;
import dev.treaty.agent.store.StoreSchema;
import dev.treaty.agent.store.Stored;
import dev.treaty.agent.store.TableId;
import dev.treaty.agent.store.Tables;
import dev.treaty.model.entry.Tenancy;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The cluster's certificate authority: made once, kept in the state, and asked for the roots, the
 * peering port's certificate and the certificates of services.
 */
public final class ConnectCa {

  /** Changes when the cluster's roots do. */
  public static final TableId<?> ROOTS = CaRow.TABLE;

  private static final int LEAVES_KEPT = 10_000;

  private final Store store;
  private final String datacenter;
  private final InstantSource clock;
  private final SecureRandom random;
  private volatile Optional<Current> last = Optional.empty();
  private final ConcurrentMap<String, Leaf> leaves = new ConcurrentHashMap<>();

  /** A certificate that was handed out, with the index at which it was. */
  record Leaf(IssuedCertificate issued, String service, long index) {}

  /** The authority that a row of the state stands for. */
  private record Current(CaRow row, RootAuthority authority, long index) {}

  /** The CA of the cluster whose store this is, made already or not. */
  public ConnectCa(Store store, String datacenter, InstantSource clock, SecureRandom random) {
    this.store = store;
    this.datacenter = datacenter;
    this.clock = clock;
    this.random = random;
  }

  /** The tables and commands of this feature. */
  public static StoreSchema addTo(StoreSchema schema) {
    return schema.table(CaRow.TABLE).command("connect-ca-install", CaRow.Install.class);
  }

  /**
   * Makes the cluster's CA where there is none; a leader's duty.
   *
   * @param clusterId from the configuration; used only when the CA is made
   */
  public void ensure(Optional<String> clusterId) {
    if (!isReady()) {
      store.propose(new CaRow.Install(newRow(clusterId, clock.instant(), random)));
    }
  }

  /** Whether the CA has been made; nothing else can be asked of it before. */
  public boolean isReady() {
    return row(store.state()).isPresent();
  }

  private Current current() {
    Stored<CaRow> kept =
        row(store.state())
            .orElseThrow(() ->
                ApiException.refused(
                    "CA is uninitialized and unable to sign certificates yet: no root"
                        + " certificate"));
    Optional<Current> known = last.filter(current -> current.row().equals(kept.row()));
    if (known.isPresent()) {
      return known.get();
    }
    if (!(Pem.certificate(kept.row().rootPem()) instanceof Pem.Read.Certificate root)) {
      throw new IllegalStateException("the stored root of the CA is no certificate");
    }
    Current made =
        new Current(
            kept.row(),
            new RootAuthority(
                TrustDomain.ofCluster(kept.row().clusterId()),
                root.certificate(),
                Pem.key(kept.row().keyPem())),
            kept.createIndex());
    leaves.clear(); // of another root
    last = Optional.of(made);
    return made;
  }

  private static CaRow newRow(Optional<String> clusterId, Instant now, SecureRandom random) {
    String id = clusterId.orElseGet(() -> RandomUuid.next(random));
    RootAuthority made = RootAuthority.create(TrustDomain.ofCluster(id), now, random);
    return new CaRow(id, Pem.of(made.root()), Pem.of(made.key(), made.root().getPublicKey()));
  }

  private static Optional<Stored<CaRow>> row(Tables tables) {
    return tables.table(CaRow.TABLE).get(CaRow.KEY);
  }

  /** The trust domain of the cluster whose state this is; empty before its CA was made. */
  public static Optional<TrustDomain> trustDomain(Tables tables) {
    return row(tables).map(stored -> TrustDomain.ofCluster(stored.row().clusterId()));
  }

  /** The roots of the cluster whose state this is, as PEM. */
  public static List<String> rootPems(Tables tables) {
    return row(tables).map(stored -> stored.row().rootPem()).stream().toList();
  }

  public TrustDomain trustDomain() {
    return authority().domain();
  }

  public String datacenter() {
    return datacenter;
  }

  /** Every root that a peer should trust, as PEM, the active one first. */
  public List<String> rootPems() {
    return List.of(Pem.of(authority().root()));
  }

  /** The name at which peers dial this cluster. */
  public String peeringServerName() {
    return trustDomain().peeringServerName(datacenter);
  }

  /** The peering port's certificate: DNS name for the dialer, SPIFFE name for what it is. */
  public IssuedCertificate serverCertificate() {
    return current(
            "server\u0000",
            "",
            trustDomain().serverUri(datacenter),
            List.of(peeringServerName()),
            current().index())
        .issued();
  }

  /** The certificate of a service; the same one until half of its life is over. */
  Leaf leaf(Tenancy tenancy, String service, long index) {
    return current(
        leafKey(tenancy, service),
        service,
        trustDomain().serviceUri(tenancy, datacenter, service),
        List.of(),
        index);
  }

  /** Whether the service was given a certificate that may still be handed out. */
  boolean hasLeaf(Tenancy tenancy, String service) {
    return leaves.containsKey(leafKey(tenancy, service));
  }

  private static String leafKey(Tenancy tenancy, String service) {
    return tenancy.partition() + "\u0000" + tenancy.namespace() + "\u0000" + service;
  }

  RootAuthority authority() {
    return current().authority();
  }

  private Leaf current(String key, String service, String uri, List<String> dnsNames, long index) {
    Instant now = clock.instant();
    RootAuthority authority = authority();
    if (leaves.size() > LEAVES_KEPT) {
      leaves.clear(); // they are handed out anew; the bound is against made-up names
    }
    return leaves.compute(
        key,
        (same, kept) ->
            kept != null && isFresh(kept.issued(), now)
                ? kept
                : new Leaf(authority.issue(uri, dnsNames, now, random), service, index));
  }

  private static boolean isFresh(IssuedCertificate issued, Instant now) {
    Instant end = issued.certificate().getNotAfter().toInstant();
    return now.plus(RootAuthority.LEAF_LIFE.dividedBy(2)).isBefore(end);
  }
}
