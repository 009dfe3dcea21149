package dev.treaty.agent.peering.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;

/**
 * A client's TLS context that offers {@code h2} and also takes a server that selects nothing.
 *
 * <p>Consul 1.14 to 1.21 selects no protocol on its peering port, and gRPC refuses such a server:
 * it asks whether the protocols of this negotiator contain the selected one, and none selected is
 * {@code null}. For peering only: nowhere else may a missing protocol be accepted. Netty's own
 * delegating context does not serve, its negotiator is final.
 */
final class AlpnTolerantContext extends SslContext {
  private final SslContext strict;
  private final Consumer<SSLEngine> prepare;

  /**
   * Tolerates what {@code strict} does not.
   *
   * @param prepare sees every engine before it is used
   */
  AlpnTolerantContext(SslContext strict, Consumer<SSLEngine> prepare) {
    this.strict = strict;
    this.prepare = prepare;
  }

  private SSLEngine prepared(SSLEngine engine) {
    prepare.accept(engine);
    return engine;
  }

  @Override
  @SuppressWarnings("deprecation") // the only way gRPC asks
  public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
    List<String> protocols = new ArrayList<>(strict.applicationProtocolNegotiator().protocols());
    protocols.add(null);
    List<String> tolerated = Collections.unmodifiableList(protocols);
    return () -> tolerated;
  }

  @Override
  public boolean isClient() {
    return strict.isClient();
  }

  @Override
  public List<String> cipherSuites() {
    return strict.cipherSuites();
  }

  @Override
  public SSLEngine newEngine(ByteBufAllocator allocator) {
    return prepared(strict.newEngine(allocator));
  }

  @Override
  public SSLEngine newEngine(ByteBufAllocator allocator, String host, int port) {
    return prepared(strict.newEngine(allocator, host, port));
  }

  @Override
  public SSLSessionContext sessionContext() {
    return strict.sessionContext();
  }
}
