package dev.treaty.agent.peering.stream;

/** The acceptor's answer to an establishment secret. */
public sealed interface SecretExchange {

  /** The establishment secret is spent and this one is stored, durably, as pending. */
  record Granted(Secret streamSecret) implements SecretExchange {}

  /** Unknown peering, no secret, another secret, or spent: the dialer cannot tell which. */
  record Refused() implements SecretExchange {}

  /** This server does not lead. */
  record NotLeader(String leaderAddress) implements SecretExchange {}

  /** Reading or writing failed; the text is for the dialer and holds no secret. */
  record Failed(String message) implements SecretExchange {}
}
