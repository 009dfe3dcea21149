package dev.treaty.agent.peering.transport;

import dev.treaty.agent.peering.stream.Admission;
import dev.treaty.agent.peering.stream.ExportSnapshot;
import dev.treaty.agent.peering.stream.ExportedService;
import dev.treaty.agent.peering.stream.ImportVerdict;
import dev.treaty.agent.peering.stream.OpenRequest;
import dev.treaty.agent.peering.stream.PeerTrustBundle;
import dev.treaty.agent.peering.stream.PeeredInstance;
import dev.treaty.agent.peering.stream.PeeringRef;
import dev.treaty.agent.peering.stream.Registration;
import dev.treaty.agent.peering.stream.Secret;
import dev.treaty.agent.peering.stream.SecretExchange;
import dev.treaty.agent.peering.stream.StreamBackend;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** An agent with one peering, whose state is a few fields. Guarded by itself. */
final class MemoryBackend implements StreamBackend {
  final PeeringRef peering;
  final Secret establishment = Secret.of(UUID.randomUUID().toString());

  private Optional<Admission> refusal = Optional.empty();
  private boolean spent;
  private Optional<Secret> pending = Optional.empty();
  private Optional<Secret> active = Optional.empty();
  private ExportSnapshot exports = ExportSnapshot.NOTHING;
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

  private final SortedMap<String, List<PeeredInstance>> imported = new TreeMap<>();
  private Optional<List<String>> importedList = Optional.empty();
  private Optional<PeerTrustBundle> bundle = Optional.empty();
  private List<String> addresses = List.of();
  private boolean terminated;
  private Optional<OpenRequest> opened = Optional.empty();

  private volatile CountDownLatch held = new CountDownLatch(0);
  private final AtomicBoolean failNext = new AtomicBoolean();

  MemoryBackend(String peerName) {
    this.peering = new PeeringRef(UUID.randomUUID().toString(), peerName);
  }

  synchronized void refuse(Admission admission) {
    refusal = Optional.of(admission);
  }

  void export(ExportSnapshot snapshot) {
    synchronized (this) {
      exports = snapshot;
    }
    watchers.forEach(Runnable::run);
  }

  void export(Map<String, List<PeeredInstance>> services, TestAuthority authority, String address) {
    Map<String, ExportedService> exported = new HashMap<>();
    services.forEach((name, instances) -> exported.put(name, ExportedService.of(instances)));
    export(
        ExportSnapshot.of(
            exported,
            Optional.of(
                new PeerTrustBundle(authority.trustDomain(), List.of(authority.rootPem()), "")),
            List.of(address)));
  }

  @Override
  public synchronized Admission admit(OpenRequest request) {
    if (refusal.isPresent()) {
      return refusal.get();
    }
    if (!request.peerId().equals(peering.id())) {
      return new Admission.UnknownPeering();
    }
    opened = Optional.of(request);
    if (active.filter(a -> a.matches(request.secret())).isPresent()) {
      return new Admission.Admitted(peering);
    }
    if (pending.filter(p -> p.matches(request.secret())).isPresent()) {
      active = pending;
      pending = Optional.empty();
      return new Admission.Admitted(peering, true);
    }
    return new Admission.WrongSecret();
  }

  @Override
  public synchronized SecretExchange exchangeSecret(String peerId, Secret secret) {
    if (spent || !peerId.equals(peering.id()) || !establishment.matches(secret)) {
      return new SecretExchange.Refused();
    }
    spent = true;
    Secret granted = Secret.of(UUID.randomUUID().toString());
    pending = Optional.of(granted);
    return new SecretExchange.Granted(granted);
  }

  void holdImports() {
    held = new CountDownLatch(1);
  }

  void releaseImports() {
    held.countDown();
  }

  void failNextImport() {
    failNext.set(true);
  }

  private void awaitRelease() {
    try {
      held.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public ImportVerdict importService(PeeringRef of, String name, List<PeeredInstance> instances) {
    awaitRelease();
    if (failNext.getAndSet(false)) {
      throw new IllegalStateException("the disk is full");
    }
    return store(name, instances);
  }

  private synchronized ImportVerdict store(String name, List<PeeredInstance> instances) {
    if (instances.isEmpty()) {
      imported.remove(name);
    } else {
      imported.put(name, instances);
    }
    return ImportVerdict.APPLIED;
  }

  @Override
  public synchronized ImportVerdict importServiceList(PeeringRef of, List<String> names) {
    importedList = Optional.of(names);
    imported
        .keySet()
        .removeIf(n -> !names.contains(n) && !names.contains(n.replace("-sidecar-proxy", "")));
    return ImportVerdict.APPLIED;
  }

  @Override
  public synchronized ImportVerdict importTrustBundle(PeeringRef of, PeerTrustBundle trust) {
    bundle = Optional.of(trust);
    return ImportVerdict.APPLIED;
  }

  @Override
  public synchronized ImportVerdict importServerAddresses(PeeringRef of, List<String> list) {
    addresses = list;
    return ImportVerdict.APPLIED;
  }

  @Override
  public synchronized void terminated(PeeringRef of) {
    terminated = true;
  }

  @Override
  public synchronized ExportSnapshot exports(PeeringRef of) {
    return exports;
  }

  @Override
  public Registration onExportsChanged(PeeringRef of, Runnable changed) {
    watchers.add(changed);
    return () -> watchers.remove(changed);
  }

  synchronized SortedMap<String, List<PeeredInstance>> imported() {
    return new TreeMap<>(imported);
  }

  synchronized Optional<List<String>> importedList() {
    return importedList;
  }

  synchronized Optional<PeerTrustBundle> bundle() {
    return bundle;
  }

  synchronized List<String> addresses() {
    return addresses;
  }

  synchronized boolean isTerminated() {
    return terminated;
  }

  synchronized Optional<OpenRequest> opened() {
    return opened;
  }
}
