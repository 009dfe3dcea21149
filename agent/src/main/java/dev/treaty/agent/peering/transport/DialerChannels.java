package dev.treaty.agent.peering.transport;

import dev.treaty.agent.peering.stream.ServerAddress;
import dev.treaty.agent.peering.stream.StreamLimits;
import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509TrustManager;

/** Makes a channel for each call or stream; they share threads and nothing else. */
final class DialerChannels implements AutoCloseable {
  private static final int CONNECT_MILLIS = 5_000;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(
          1,
          Thread.ofPlatform().daemon().name("peering-dialer-", 0).factory(),
          NioIoHandler.newFactory());
  private final ExecutorService calls =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("peering-dial-", 0).factory());

  ManagedChannel to(DialTarget target) throws BadTarget {
    if (!ServerAddress.isValid(target.address())) {
      throw new BadTarget(target.address() + " is not a valid peering server address");
    }
    int colon = target.address().lastIndexOf(':');
    NettyChannelBuilder builder =
        NettyChannelBuilder.forAddress(
                target.address().substring(0, colon),
                Integer.parseInt(target.address().substring(colon + 1)))
            .eventLoopGroup(loops)
            .channelType(NioSocketChannel.class)
            .executor(calls)
            .offloadExecutor(calls)
            .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .keepAliveTime(30, TimeUnit.SECONDS)
            .keepAliveTimeout(10, TimeUnit.SECONDS)
            .keepAliveWithoutCalls(false)
            .maxInboundMessageSize(StreamLimits.ACCEPTOR_MESSAGE)
            .disableRetry()
            .disableServiceConfigLookUp()
            // Consul dials its peers directly, whatever the environment says of proxies.
            .proxyDetector(address -> null);
    if (target.caPems().isEmpty()) {
      return builder.usePlaintext().build();
    }
    return builder.sslContext(tls(target)).overrideAuthority(target.serverName()).build();
  }

  private static SslContext tls(DialTarget target) throws BadTarget {
    X509TrustManager trust = PeerRoots.trust(target.caPems());
    boolean awkward = AwkwardName.is(target.serverName());
    try {
      SslContext strict =
          GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK)
              .protocols("TLSv1.3", "TLSv1.2")
              .trustManager(awkward ? new AwkwardName(target.serverName(), trust) : trust)
              .build();
      return new AlpnTolerantContext(
          strict,
          engine -> {
            if (awkward) {
              AwkwardName.ask(engine, target.serverName());
            }
          });
    } catch (SSLException e) {
      throw new IllegalStateException("the JDK offers no TLS for clients", e);
    }
  }

  @Override
  public void close() {
    calls.shutdown();
    var unused = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
