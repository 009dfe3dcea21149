package dev.treaty.agent.peering;

import dev.treaty.agent.store.Row;
import dev.treaty.agent.store.TableId;

/**
 * The secrets of one peering. An acceptor keeps only digests; a dialer must keep the one secret
 * that it presents at every connection.
 *
 * @param establishment digest of the token's secret that has not been used yet
 * @param establishmentExpires epoch seconds after which it is refused; 0 = never
 * @param pending digest of the stream secret given out last and not yet seen
 * @param active digest of the stream secret in use
 * @param dialing the dialer's stream secret, in clear
 */
record SecretsRow(
    String establishment, long establishmentExpires, String pending, String active, String dialing)
    implements Row {

  /** By the peering's ID. */
  static final TableId<SecretsRow> TABLE = new TableId<>("peering-secrets", SecretsRow.class);

  static final SecretsRow NONE = new SecretsRow("", 0, "", "", "");

  /** A new token: the one before it, if unused, works no more. */
  SecretsRow withEstablishment(String digest, long expires) {
    return new SecretsRow(digest, expires, pending, active, dialing);
  }

  /** The token is spent for a stream secret, which replaces one never used. */
  SecretsRow exchangedFor(String pendingDigest) {
    return new SecretsRow("", 0, pendingDigest, active, dialing);
  }

  /** The pending secret was presented: it is the active one now. */
  SecretsRow promoted() {
    return new SecretsRow(establishment, establishmentExpires, "", pending, dialing);
  }

  /** The stream in use is over for good; what a later token brought stays. */
  SecretsRow withoutActive() {
    return new SecretsRow(establishment, establishmentExpires, pending, "", dialing);
  }

  static SecretsRow ofDialer(String secret) {
    return new SecretsRow("", 0, "", "", secret);
  }

  boolean isEmpty() {
    return equals(NONE);
  }

  /** Says which slots are filled, not with what. */
  @Override
  public String toString() {
    return "SecretsRow[establishment=%s, pending=%s, active=%s, dialing=%s]"
        .formatted(
            !establishment.isEmpty(), !pending.isEmpty(), !active.isEmpty(), !dialing.isEmpty());
  }
}
