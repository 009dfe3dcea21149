package dev.treaty.reconcile.live;

import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.project.ClusterBinding;
import dev.treaty.model.project.Secret;
import dev.treaty.reconcile.consul.AccessToken;
import dev.treaty.reconcile.consul.ConsulClient;
import dev.treaty.reconcile.consul.ConsulConnection;
import dev.treaty.reconcile.consul.HttpConsulClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One client per bound cluster, kept as long as its binding stays the same. Not thread-safe. */
public final class ClusterClients implements AutoCloseable {
  private final Duration timeout;
  private final Map<ClusterBinding, ConsulClient> open = new java.util.HashMap<>();

  /**
   * No client yet.
   *
   * @param timeout for one call
   */
  public ClusterClients(Duration timeout) {
    this.timeout = timeout;
  }

  /**
   * The clients of these clusters.
   *
   * @throws dev.treaty.reconcile.consul.ConsulTlsException if a certificate file cannot be used
   */
  public Map<ClusterName, ConsulClient> of(Map<ClusterName, ClusterBinding> bindings) {
    Map<ClusterName, ConsulClient> clients = new TreeMap<>();
    bindings.forEach((name, binding) ->
        clients.put(name, open.computeIfAbsent(binding, b -> client(b, timeout))));
    return clients;
  }

  private static ConsulClient client(ClusterBinding binding, Duration timeout) {
    ConsulConnection connection =
        new ConsulConnection(
            binding.address(),
            binding.token().map(Secret::reveal).map(AccessToken::of),
            binding.caFile().map(Path::of),
            binding.clientCertificate().map(Path::of),
            binding.clientKey().map(Path::of),
            timeout);
    Optional<String> name = binding.tlsServerName();
    return HttpConsulClient.open(
        name.isPresent() ? connection.withServerName(name.get()) : connection);
  }

  @Override
  public void close() {
    open.values().forEach(ConsulClient::close);
    open.clear();
  }
}
