package dev.treaty.agent.peering;

import dev.treaty.agent.peering.stream.Admission;
import dev.treaty.agent.peering.stream.PeeringRef;
import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;
import dev.treaty.agent.store.Tables;
import java.util.Optional;

/**
 * Judges who opens a stream, and promotes a secret that is presented for the first time.
 *
 * @param secret digest of the stream secret presented
 * @param remote where the dialer says it is; kept only from the first stream after an exchange
 */
record AdmitStream(String peeringId, String secret, PeeringRow.RemoteRow remote)
    implements Command<Admission> {

  /** Consul's order of checks (peering-protocol.md §4.1), with a tombstone's answer before it. */
  static Admission judge(Tables tables, String peeringId, String secret) {
    Optional<PeeringRow> found = PeeringRows.byId(tables, peeringId);
    if (found.isEmpty()) {
      return tables.table(TombstoneRow.TABLE).get(peeringId).isPresent()
          ? new Admission.Deleted()
          : new Admission.UnknownPeering();
    }
    PeeringRow row = found.get();
    if (row.state() == PeeringState.DELETING) {
      return new Admission.Deleted();
    }
    if (row.state() == PeeringState.TERMINATED) {
      return new Admission.Terminated();
    }
    SecretsRow secrets = PeeringRows.secrets(tables, peeringId);
    if (secrets.isEmpty()) {
      return new Admission.NoSecret();
    }
    boolean active = SecretDigest.same(secrets.active(), secret);
    boolean pending = SecretDigest.same(secrets.pending(), secret);
    if (!active && !pending) {
      return new Admission.WrongSecret();
    }
    if (row.isDialer()) {
      return new Admission.WrongEnd();
    }
    return new Admission.Admitted(new PeeringRef(row.id(), row.name()));
  }

  @Override
  public Admission apply(StateWriter writer) {
    Admission verdict = judge(writer, peeringId, secret);
    SecretsRow secrets = PeeringRows.secrets(writer, peeringId);
    if (verdict instanceof Admission.Admitted && SecretDigest.same(secrets.pending(), secret)) {
      PeeringRows.putSecrets(writer, peeringId, secrets.promoted());
      PeeringRows.byId(writer, peeringId)
          .ifPresent(row -> PeeringRows.put(writer, row.withRemote(remote)));
    }
    return verdict;
  }
}
