package dev.treaty.agent.check;

import dev.treaty.agent.check.grpc.HealthCall;
import java.time.Duration;

/**
 * Asks over gRPC's health protocol.
 *
 * @param target {@code host:port}, and {@code /service} where not the server as a whole is meant
 */
record GrpcProbe(String target, Duration timeout, HealthCall.Tls tls, String serverName)
    implements Probe {

  static GrpcProbe of(CheckSpec spec, Duration timeout) {
    HealthCall.Tls tls =
        !spec.grpcUseTls()
            ? new HealthCall.Tls.None()
            : spec.tlsSkipVerify()
                ? new HealthCall.Tls.Trusting(CheckTls.ANYBODY)
                : new HealthCall.Tls.Verified();
    return new GrpcProbe(spec.grpc(), timeout, tls, spec.tlsServerName());
  }

  @Override
  public CheckResult run() {
    int slash = target.indexOf('/');
    String server = slash < 0 ? target : target.substring(0, slash);
    String service = slash < 0 ? "" : target.substring(slash + 1);
    HostPort to;
    try {
      to = HostPort.of("tcp", server);
    } catch (IllegalArgumentException e) {
      return CheckResult.critical(String.valueOf(e.getMessage()));
    }
    HealthCall.Answer answer =
        new HealthCall(to.host(), to.port(), service, tls, serverName, timeout).ask();
    if (answer.status().isEmpty()) {
      return CheckResult.critical(answer.fault());
    }
    String status = answer.status().get();
    return status.equals("SERVING")
        ? CheckResult.passing("gRPC check " + target + ": success")
        : CheckResult.critical("gRPC " + target + " serving status: " + status);
  }
}
