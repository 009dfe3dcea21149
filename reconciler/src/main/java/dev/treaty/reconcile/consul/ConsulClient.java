package dev.treaty.reconcile.consul;

import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.value.Value;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * One Consul server's HTTP API.
 *
 * <p>Calls block the calling thread, meant to be a virtual one, for a bounded time; an interrupt
 * ends them. No call is repeated by itself. Thread-safe.
 */
public interface ConsulClient extends AutoCloseable {

  /** The server's address, without secrets. */
  URI address();

  /** Whether calls carry an ACL token. */
  boolean sendsToken();

  /** The same server with {@code partition} and {@code ns} sent where not default. */
  ConsulClient within(Tenancy tenancy);

  /** Sends any request and gives the answer's body as it came. */
  ConsulAnswer<byte[]> send(ConsulCall call);

  /**
   * Sends a request whose answer has no end by itself, and hands its lines on as they come. Returns
   * when the other side ends it, with the number of lines, or when this thread is interrupted.
   */
  ConsulAnswer<Long> follow(ConsulCall call, Consumer<String> lines);

  /** Sends any request and reads the answer's body as JSON. */
  ConsulAnswer<Value> sendForJson(ConsulCall call);

  /** {@code GET /v1/agent/self}. */
  ConsulAnswer<Value.Fields> agentSelf();

  /** {@code GET /v1/agent/members}. */
  ConsulAnswer<List<Value.Fields>> members();

  /** {@code GET /v1/config/:kind/:name}; the answer holds {@code ModifyIndex}. */
  ConsulAnswer<Value.Fields> readConfig(EntryKey key);

  /** {@code GET /v1/config/:kind}, or all kinds where {@code kind} is empty. */
  ConsulAnswer<List<Value.Fields>> listConfig(String kind, Blocking blocking);

  /**
   * {@code PUT /v1/config}.
   *
   * @param cas 0 for "must not exist", else the index it must have; empty writes blindly
   * @return false where the index had moved. True says only that the content is now this (Consul
   *     answers so also when it was this before).
   */
  ConsulAnswer<Boolean> writeConfig(Value.Fields entry, OptionalLong cas);

  /** {@code DELETE /v1/config/:kind/:name}; false where the index had moved, true where gone. */
  ConsulAnswer<Boolean> deleteConfig(EntryKey key, OptionalLong cas);

  /** {@code GET /v1/peerings}. */
  ConsulAnswer<List<Value.Fields>> peerings(Blocking blocking);

  /** {@code GET /v1/peering/:name}; not found is a refusal with 404. */
  ConsulAnswer<Value.Fields> readPeering(String name);

  /** {@code DELETE /v1/peering/:name}; it answers before the peering is gone. */
  ConsulAnswer<Boolean> deletePeering(String name);

  /** {@code POST /v1/peering/token}: makes this server the acceptor. */
  ConsulAnswer<PeeringToken> generateToken(
      String peerName, Map<String, String> meta, List<String> serverExternalAddresses);

  /** {@code POST /v1/peering/establish}: makes this server the dialer. */
  ConsulAnswer<Boolean> establish(String peerName, PeeringToken token, Map<String, String> meta);

  /** {@code GET /v1/catalog/services}: names to tags. */
  ConsulAnswer<Value.Fields> catalogServices(Blocking blocking);

  /** {@code GET /v1/catalog/service/:name}. */
  ConsulAnswer<List<Value.Fields>> catalogService(String service);

  /** {@code GET /v1/health/service/:name}, of a peer where one is given. */
  ConsulAnswer<List<Value.Fields>> healthService(
      String service, Optional<String> peer, Blocking blocking);

  /** {@code GET /v1/connect/intentions}. */
  ConsulAnswer<List<Value.Fields>> intentions();

  /** {@code PUT /v1/agent/service/register}. */
  ConsulAnswer<Boolean> registerService(Value.Fields definition);

  /** {@code PUT /v1/agent/service/deregister/:id}. */
  ConsulAnswer<Boolean> deregisterService(String id);

  @Override
  void close();
}
