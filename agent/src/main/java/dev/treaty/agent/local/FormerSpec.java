package dev.treaty.agent.local;

import dev.treaty.agent.check.CheckSpec;
import dev.treaty.agent.check.Thresholds;
import java.util.List;
import java.util.Map;

/** How a check is run, in the shape it has in logs of {@link FormerLayout}. */
record FormerSpec(
    List<String> scriptArgs,
    String http,
    String h2ping,
    Map<String, List<String>> header,
    String method,
    String body,
    boolean disableRedirects,
    String tcp,
    boolean tcpUseTls,
    String udp,
    long intervalNanos,
    String aliasNode,
    String aliasService,
    String dockerContainerId,
    String grpc,
    String osService,
    String tlsServerName,
    boolean tlsSkipVerify,
    long timeoutNanos,
    long ttlNanos,
    Thresholds thresholds,
    long deregisterAfterNanos,
    int outputMaxSize) {

  CheckSpec now() {
    return new CheckSpec(
        scriptArgs,
        http,
        h2ping,
        header,
        method,
        body,
        disableRedirects,
        tcp,
        tcpUseTls,
        udp,
        intervalNanos,
        aliasNode,
        aliasService,
        dockerContainerId,
        grpc,
        osService,
        tlsServerName,
        tlsSkipVerify,
        timeoutNanos,
        ttlNanos,
        thresholds,
        deregisterAfterNanos,
        outputMaxSize,
        false,
        false);
  }

  static FormerSpec of(CheckSpec spec) {
    return new FormerSpec(
        spec.scriptArgs(),
        spec.http(),
        spec.h2ping(),
        spec.header(),
        spec.method(),
        spec.body(),
        spec.disableRedirects(),
        spec.tcp(),
        spec.tcpUseTls(),
        spec.udp(),
        spec.intervalNanos(),
        spec.aliasNode(),
        spec.aliasService(),
        spec.dockerContainerId(),
        spec.grpc(),
        spec.osService(),
        spec.tlsServerName(),
        spec.tlsSkipVerify(),
        spec.timeoutNanos(),
        spec.ttlNanos(),
        spec.thresholds(),
        spec.deregisterAfterNanos(),
        spec.outputMaxSize());
  }
}
