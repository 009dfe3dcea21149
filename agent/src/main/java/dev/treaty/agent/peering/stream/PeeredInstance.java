package dev.treaty.agent.peering.stream;

import java.util.List;

/**
 * An instance of a service with its node and every check that concerns it.
 *
 * <p>Towards a peer the checks are the real ones, of node and service; the stream folds them into
 * one before they leave. From a peer they are what it sent.
 */
public record PeeredInstance(PeeredNode node, PeeredService service, List<PeeredCheck> checks) {
  public PeeredInstance {
    checks = List.copyOf(checks);
  }
}
