package dev.treaty.agent.peering.transport;

import dev.treaty.agent.peering.stream.Secret;

/** What became of a call to {@code ExchangeSecret}. */
public sealed interface ExchangeOutcome {

  /** The token is spent; store this secret durably before anything else. */
  record Exchanged(Secret streamSecret) implements ExchangeOutcome {}

  /** The acceptor does not know the token's secret (any more): a new token is needed. */
  record Refused(String message) implements ExchangeOutcome {}

  /**
   * Anything else; another address, or another try, may do.
   *
   * @param message in the spelling of grpc-go, {@code rpc error: code = … desc = …}
   */
  record Unreachable(String code, String message) implements ExchangeOutcome {}
}
