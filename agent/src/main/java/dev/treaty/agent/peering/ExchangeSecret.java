package dev.treaty.agent.peering;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;
import java.util.Optional;

/**
 * Spends a token's secret for a stream secret. Of any number of racing attempts one succeeds,
 * because the digest it must match is gone afterwards.
 *
 * @param establishment digest of the secret presented
 * @param pending digest of the stream secret to give for it
 */
record ExchangeSecret(String peeringId, String establishment, String pending)
    implements Command<Boolean> {

  @Override
  public Boolean apply(StateWriter writer) {
    Optional<PeeringRow> row = PeeringRows.byId(writer, peeringId);
    SecretsRow secrets = PeeringRows.secrets(writer, peeringId);
    if (row.isEmpty()
        || row.get().state() == PeeringState.DELETING
        || row.get().isDialer()
        || !SecretDigest.same(secrets.establishment(), establishment)
        || isExpired(secrets, writer)) {
      return false;
    }
    PeeringRows.putSecrets(writer, peeringId, secrets.exchangedFor(pending));
    if (row.get().state() == PeeringState.TERMINATED) {
      // The token outlived the end of the peering before it: it founds the next one.
      PeeringRows.put(writer, row.get().withState(PeeringState.PENDING));
    }
    return true;
  }

  private static boolean isExpired(SecretsRow secrets, StateWriter writer) {
    return secrets.establishmentExpires() != 0
        && writer.time().getEpochSecond() >= secrets.establishmentExpires();
  }
}
