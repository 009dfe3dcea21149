package dev.treaty.reconcile.cli.consul;

import picocli.CommandLine.Option;

/** An {@link AgentCall} on which {@code -token} is the ACL token, as it is nearly everywhere. */
abstract class TokenCall extends AgentCall {

  @Option(
      names = "--token",
      paramLabel = "<token>",
      description = "ACL token; also CONSUL_HTTP_TOKEN")
  String token = "";

  @Override
  final String aclToken() {
    return token;
  }
}
