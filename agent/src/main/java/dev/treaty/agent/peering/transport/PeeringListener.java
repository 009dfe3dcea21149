package dev.treaty.agent.peering.transport;

import dev.treaty.agent.peering.stream.StreamLimits;
import io.grpc.Server;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/** The TLS port at which peers dial us. Answers to our own server name only. */
public final class PeeringListener implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int CALLS_PER_CONNECTION = 16;

  private final Server server;
  private final int port;
  private final EventLoopGroup loops;
  private final ExecutorService calls;

  private PeeringListener(Server server, EventLoopGroup loops, ExecutorService calls) {
    this.server = server;
    this.port = server.getPort();
    this.loops = loops;
    this.calls = calls;
  }

  /**
   * Binds and serves.
   *
   * @param port 0 for any free one
   * @param identity asked at every handshake, so a new certificate needs no restart; while it is
   *     empty every handshake fails
   */
  public static PeeringListener start(
      String bindAddress,
      int port,
      Supplier<Optional<ServerIdentity>> identity,
      LiveStreams streams)
      throws IOException {
    SslContext tls = tls(identity);
    EventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(
            THREADS,
            Thread.ofPlatform().daemon().name("peering-listener-", 0).factory(),
            NioIoHandler.newFactory());
    ExecutorService calls =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("peering-call-", 0).factory());
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(bindAddress, port))
            .bossEventLoopGroup(loops)
            .workerEventLoopGroup(loops)
            .channelType(NioServerSocketChannel.class)
            .executor(calls)
            .sslContext(tls)
            .handshakeTimeout(10, TimeUnit.SECONDS)
            // Consul pings every 30 seconds, with and without calls, and may go down to 15.
            .permitKeepAliveTime(10, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .keepAliveTime(30, TimeUnit.SECONDS)
            .keepAliveTimeout(20, TimeUnit.SECONDS)
            .maxConnectionIdle(5, TimeUnit.MINUTES)
            // Against clients that open calls only to reset them.
            .maxRstFramesPerWindow(200, 30)
            .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
            .maxInboundMessageSize(StreamLimits.ACCEPTOR_MESSAGE)
            .addService(new PeerStreamEndpoint(streams))
            .build();
    try {
      server.start();
    } catch (IOException e) {
      calls.shutdown();
      var unused = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      throw e;
    }
    return new PeeringListener(server, loops, calls);
  }

  private static SslContext tls(Supplier<Optional<ServerIdentity>> identity) {
    try {
      return GrpcSslContexts.configure(
              SslContextBuilder.forServer(new OwnNameKeys(identity)), SslProvider.JDK)
          .protocols("TLSv1.3", "TLSv1.2")
          .clientAuth(ClientAuth.NONE)
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException("the JDK offers no TLS for servers", e);
    }
  }

  /** The port that was bound. */
  public int port() {
    return port;
  }

  /** The names of the services that can be called here. */
  List<String> serviceNames() {
    return server.getServices().stream()
        .map(service -> service.getServiceDescriptor().getName())
        .toList();
  }

  /** Stops listening and drops every connection at once; abandon the streams first. */
  @Override
  public void close() {
    server.shutdown();
    try {
      // Streams that were abandoned get the time to say so.
      if (!server.awaitTermination(500, TimeUnit.MILLISECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    calls.shutdown();
    var unused = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
