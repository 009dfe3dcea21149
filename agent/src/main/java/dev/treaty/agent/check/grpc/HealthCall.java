package dev.treaty.agent.check.grpc;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509TrustManager;

/**
 * One call of {@code grpc.health.v1.Health/Check}. Its two messages hold one field each and are
 * written and read here by hand.
 *
 * @param service empty for the server as a whole
 * @param serverName what its certificate must name where it is not the host
 */
public record HealthCall(
    String host, int port, String service, Tls tls, String serverName, Duration timeout) {

  /** What secures the call. */
  public sealed interface Tls {
    /** Nothing. */
    record None() implements Tls {}

    /** The system's authorities vouch for the server. */
    record Verified() implements Tls {}

    /** Anybody's certificate is taken. */
    record Trusting(X509TrustManager anybody) implements Tls {}
  }

  private static final String[] STATUS = {"UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"};

  private static final MethodDescriptor<byte[], byte[]> CHECK =
      MethodDescriptor.<byte[], byte[]>newBuilder()
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("grpc.health.v1.Health/Check")
          .setRequestMarshaller(new Bytes())
          .setResponseMarshaller(new Bytes())
          .build();

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** What the server said: the name of its serving status, or why there was none. */
  public record Answer(Optional<String> status, String fault) {}

  /** Asks; blocks no longer than the timeout. */
  public Answer ask() {
    ManagedChannel channel;
    try {
      channel = channel();
    } catch (SSLException e) {
      return new Answer(Optional.empty(), String.valueOf(e.getMessage()));
    }
    try {
      byte[] answer =
          ClientCalls.blockingUnaryCall(
              channel,
              CHECK,
              CallOptions.DEFAULT.withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS),
              request(service));
      int status = status(answer);
      return new Answer(
          Optional.of(
              status >= 0 && status < STATUS.length ? STATUS[status] : Integer.toString(status)),
          "");
    } catch (StatusRuntimeException e) {
      return new Answer(Optional.empty(), told(e.getStatus()));
    } finally {
      channel.shutdownNow();
    }
  }

  private ManagedChannel channel() throws SSLException {
    NettyChannelBuilder builder =
        NettyChannelBuilder.forAddress(host, port)
            .disableRetry()
            .disableServiceConfigLookUp()
            .proxyDetector(address -> null);
    return switch (tls) {
      case Tls.None() -> builder.usePlaintext().build();
      case Tls.Verified() -> secured(builder, ssl());
      case Tls.Trusting(X509TrustManager anybody) -> secured(builder, ssl().trustManager(anybody));
    };
  }

  private static SslContextBuilder ssl() {
    return GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK);
  }

  private ManagedChannel secured(NettyChannelBuilder builder, SslContextBuilder ssl)
      throws SSLException {
    builder.sslContext(ssl.build());
    if (!serverName.isEmpty()) {
      builder.overrideAuthority(serverName);
    }
    return builder.build();
  }

  /** Go's words for a status. */
  private static String told(Status status) {
    String code = status.getCode().name();
    StringBuilder name = new StringBuilder();
    for (String word : code.split("_", -1)) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
      return "rpc error: code = DeadlineExceeded desc = context deadline exceeded";
    }
    String description = status.getDescription() == null ? "" : status.getDescription();
    Throwable cause = status.getCause();
    if (cause != null && cause.getMessage() != null) {
      description = "connection error: " + cause.getMessage();
    }
    return "rpc error: code = " + name + " desc = " + description;
  }

  /** {@code HealthCheckRequest}: field 1 is the service's name. */
  private static byte[] request(String service) {
    byte[] name = service.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (name.length > 0) {
      out.write(0x0a);
      for (int rest = name.length; ; rest >>>= 7) {
        if (rest < 0x80) {
          out.write(rest);
          break;
        }
        out.write((rest & 0x7f) | 0x80);
      }
      out.writeBytes(name);
    }
    return out.toByteArray();
  }

  /** {@code HealthCheckResponse}: field 1 is the status, absent where it is 0. */
  private static int status(byte[] answer) {
    return answer.length >= 2 && answer[0] == 0x08 ? answer[1] : 0;
  }
}
