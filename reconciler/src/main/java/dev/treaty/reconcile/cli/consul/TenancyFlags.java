package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.entry.Tenancy;
import picocli.CommandLine.Option;

/** {@code -partition} and {@code -namespace}, with Consul's environment variables behind them. */
final class TenancyFlags {

  @Option(
      names = "--partition",
      paramLabel = "<name>",
      description = "The admin partition; also CONSUL_PARTITION")
  String partition = "";

  @Option(
      names = "--namespace",
      paramLabel = "<name>",
      description = "The namespace; also CONSUL_NAMESPACE")
  String namespace = "";

  Tenancy tenancy(EndpointFlags endpoint) {
    return new Tenancy(
        partition.isEmpty() ? endpoint.environment.getOrDefault("CONSUL_PARTITION", "") : partition,
        namespace.isEmpty()
            ? endpoint.environment.getOrDefault("CONSUL_NAMESPACE", "")
            : namespace);
  }
}
