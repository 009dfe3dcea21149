package dev.treaty.agent.connect;

import dev.treaty.agent.store.Tables;
import java.util.Optional;

/** Tells which peer a foreign trust domain belongs to; peering knows. */
@FunctionalInterface
public interface PeerDomains {

  /**
   * The local name of the peer whose certificates speak for a trust domain.
   *
   * @param itsPartition the partition in the certificate; {@code default} where it has none
   * @param ourPartition the partition whose peerings are asked
   */
  Optional<String> peerOf(
      Tables tables, String trustDomain, String itsPartition, String ourPartition);
}
