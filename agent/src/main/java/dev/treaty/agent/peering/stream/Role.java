package dev.treaty.agent.peering.stream;

/** Which end of the connection we are; what is exported and imported does not depend on it. */
public enum Role {
  DIALER,
  ACCEPTOR
}
