package dev.treaty.reconcile.cli.consul;

import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulClient;
import dev.treaty.reconcile.consul.PeeringToken;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Redeems a peering token: makes this cluster the dialer.
 *
 * <p>{@code -token} is the peering token here, as the older spelling has it. Where {@code
 * -peering-token} is given too, {@code -token} keeps the meaning it has in Consul, the ACL token.
 */
abstract class RedeemTokenCall extends AgentCall {

  @Mixin PeerFlag peer = new PeerFlag();

  @Option(
      names = "--peering-token",
      paramLabel = "<token>",
      description = "(Required) The peering token from the accepting cluster")
  String peeringToken = "";

  @Option(
      names = "--token",
      paramLabel = "<token>",
      description = "The same; beside -peering-token it is the ACL token instead")
  String token = "";

  @Option(
      names = "--meta",
      paramLabel = "<key=value>",
      description = "Metadata for the peering; may be given several times")
  List<String> meta = new ArrayList<>();

  @Override
  final String aclToken() {
    return peeringToken.isEmpty() ? "" : token;
  }

  @Override
  final int run(ConsulClient client) {
    String name = peer.required();
    String secret = required(peeringToken.isEmpty() ? token : peeringToken, "-peering-token");
    ConsulAnswer<Boolean> answer =
        client.establish(name, PeeringToken.of(secret), MetaFlag.of(meta));
    return answer.isDone()
        ? established(name)
        : fail("Error establishing peering for " + name + ": " + GoErrors.of(answer));
  }

  /** Says what is to be said when the token was taken. */
  abstract int established(String name);
}
