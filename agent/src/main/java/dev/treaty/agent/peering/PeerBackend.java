package dev.treaty.agent.peering;

import dev.treaty.agent.connect.Pem;
import dev.treaty.agent.peering.stream.Admission;
import dev.treaty.agent.peering.stream.ExportSnapshot;
import dev.treaty.agent.peering.stream.ImportVerdict;
import dev.treaty.agent.peering.stream.OpenRequest;
import dev.treaty.agent.peering.stream.PeerLocality;
import dev.treaty.agent.peering.stream.PeerTrustBundle;
import dev.treaty.agent.peering.stream.PeeredInstance;
import dev.treaty.agent.peering.stream.PeeringRef;
import dev.treaty.agent.peering.stream.Registration;
import dev.treaty.agent.peering.stream.RemoteCluster;
import dev.treaty.agent.peering.stream.Secret;
import dev.treaty.agent.peering.stream.SecretExchange;
import dev.treaty.agent.peering.stream.StreamBackend;
import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.NotLeaderException;
import dev.treaty.agent.store.State;
import dev.treaty.agent.store.Store;
import dev.treaty.agent.store.StoreUnavailableException;
import dev.treaty.agent.store.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What streams ask of this agent, answered by the state and its commands. */
final class PeerBackend implements StreamBackend {

  /** A cluster has one root, or a few while it rotates. */
  private static final int MAX_ROOTS = 64;

  private static final Pattern TRUST_DOMAIN = Pattern.compile("[a-z0-9][a-z0-9._-]{0,252}");

  private static final Logger LOG = LoggerFactory.getLogger(PeerBackend.class);

  private final Store store;
  private final Acceptor acceptor;
  private final Exports exports;
  private final OwnServers servers;
  private final Consumer<String> endStream;
  private final Consumer<String> farewell;

  /**
   * @param endStream ends the running stream of a peering, by its ID, and waits for its end
   * @param farewell tells the peer over the running stream that the peering is over; does not wait
   */
  PeerBackend(
      Store store,
      Acceptor acceptor,
      Exports exports,
      OwnServers servers,
      Consumer<String> endStream,
      Consumer<String> farewell) {
    this.store = store;
    this.acceptor = acceptor;
    this.exports = exports;
    this.servers = servers;
    this.endStream = endStream;
    this.farewell = farewell;
  }

  @Override
  public Admission admit(OpenRequest request) {
    if (!servers.leads()) {
      return new Admission.NotLeader(servers.leaderAddress());
    }
    try {
      return judge(request);
    } catch (NotLeaderException e) {
      return new Admission.NotLeader(servers.leaderAddress());
    } catch (StoreUnavailableException e) {
      return new Admission.NotPersisted("the store takes no writes");
    }
  }

  private Admission judge(OpenRequest request) {
    if (!isUuid(request.peerId())) {
      return new Admission.Unreadable();
    }
    String digest = SecretDigest.of(request.secret());
    State state = store.state();
    Admission first = AdmitStream.judge(state, request.peerId(), digest);
    if (!(first instanceof Admission.Admitted)) {
      return first;
    }
    if (SecretDigest.same(PeeringRows.secrets(state, request.peerId()).pending(), digest)) {
      // A new generation: what the old stream still has to say must not end it.
      endStream.accept(request.peerId());
    }
    return store.propose(new AdmitStream(request.peerId(), digest, remote(request.remote())));
  }

  private static PeeringRow.RemoteRow remote(RemoteCluster remote) {
    return new PeeringRow.RemoteRow(
        remote.partition(),
        remote.datacenter(),
        remote.locality().map(PeerLocality::region).orElse(""),
        remote.locality().map(PeerLocality::zone).orElse(""));
  }

  private static boolean isUuid(String text) {
    try {
      return text.length() == 36 && UUID.fromString(text).toString().equalsIgnoreCase(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public SecretExchange exchangeSecret(String peerId, Secret establishmentSecret) {
    SecretExchange here = exchangeHere(peerId, establishmentSecret);
    // Consul's followers, too, hand this call on and no other.
    return here instanceof SecretExchange.NotLeader
        ? servers.exchangeAtLeader(peerId, establishmentSecret)
        : here;
  }

  /** Like {@link #exchangeSecret}, but not through another server. */
  SecretExchange exchangeHere(String peerId, Secret establishmentSecret) {
    if (!servers.leads()) {
      return new SecretExchange.NotLeader(servers.leaderAddress());
    }
    try {
      return acceptor.exchange(peerId, establishmentSecret);
    } catch (NotLeaderException e) {
      return new SecretExchange.NotLeader(servers.leaderAddress());
    }
  }

  @Override
  public ImportVerdict importService(
      PeeringRef peering, String name, List<PeeredInstance> instances) {
    return stored(
        new ImportedCatalog.ImportService(
            peering.id(), name, instances.stream().map(ImportedCatalog::rows).toList()),
        PeerBackend::whileItStands);
  }

  @Override
  public ImportVerdict importServiceList(PeeringRef peering, List<String> names) {
    List<String> allowed = new ArrayList<>(names);
    names.forEach(name -> allowed.add(name + "-sidecar-proxy"));
    return stored(
        new ImportedCatalog.KeepServices(peering.id(), allowed), PeerBackend::whileItStands);
  }

  private <O> ImportVerdict stored(Command<O> command, Function<O, ImportVerdict> verdict) {
    try {
      return verdict.apply(store.propose(command));
    } catch (NotLeaderException e) {
      return new ImportVerdict.Unstored(false);
    } catch (StoreUnavailableException e) {
      LOG.warn("an import could not be stored: {}", e.getMessage());
      return new ImportVerdict.Unstored(true);
    }
  }

  private static ImportVerdict whileItStands(boolean stands) {
    return stands
        ? ImportVerdict.APPLIED
        : ImportVerdict.refused("peering does not exist or has been marked for deletion");
  }

  @Override
  public ImportVerdict importTrustBundle(PeeringRef peering, PeerTrustBundle bundle) {
    if (!TRUST_DOMAIN.matcher(bundle.trustDomain()).matches()) {
      return ImportVerdict.refused("the trust bundle names no trust domain");
    }
    if (bundle.rootPems().isEmpty() || bundle.rootPems().size() > MAX_ROOTS) {
      return ImportVerdict.refused("the trust bundle must have 1 to " + MAX_ROOTS + " roots");
    }
    for (String pem : bundle.rootPems()) {
      if (Pem.certificate(pem) instanceof Pem.Read.Refused refused) {
        return ImportVerdict.refused("the trust bundle has an invalid root: " + refused.reason());
      }
    }
    return stored(
        new StoreTrustBundle(
            peering.id(), bundle.trustDomain(), bundle.rootPems(), bundle.exportedPartition()),
        PeerBackend::verdict);
  }

  @Override
  public ImportVerdict importServerAddresses(PeeringRef peering, List<String> addresses) {
    if (addresses.size() > PeerRules.MAX_ADDRESSES) {
      return ImportVerdict.refused("more than " + PeerRules.MAX_ADDRESSES + " server addresses");
    }
    Optional<String> nonsense =
        addresses.stream().filter(address -> !PeerRules.isDialable(address)).findFirst();
    return nonsense.isPresent()
        ? ImportVerdict.refused(nonsense.get() + " is not a valid peering server address")
        : stored(new ReplaceServerAddresses(peering.id(), addresses), PeerBackend::verdict);
  }

  private static ImportVerdict verdict(String problem) {
    return problem.isEmpty() ? ImportVerdict.APPLIED : ImportVerdict.refused(problem);
  }

  @Override
  public void terminated(PeeringRef peering) {
    store.propose(new TerminatePeering(peering.id()));
  }

  @Override
  public ExportSnapshot exports(PeeringRef peering) {
    State state = store.state();
    Optional<PeeringRow> row = PeeringRows.liveById(state, peering.id());
    if (row.isEmpty()) {
      // The peering went between the stream's admission and its start.
      farewell.accept(peering.id());
      return ExportSnapshot.NOTHING;
    }
    return exports.snapshot(state, row.get());
  }

  @Override
  public Registration onExportsChanged(PeeringRef peering, Runnable changed) {
    Subscription rows = store.onChange(changed, Exports.WATCHED);
    Subscription members = servers.onChange(changed);
    return () -> {
      rows.close();
      members.close();
    };
  }
}
