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
 * @param secretDigest digest of the stream secret presented
 * @param remote where the dialer says it is; kept only from the first stream after an exchange
 */
record AdmitStream(String peeringId, String secretDigest, PeeringRow.RemoteRow remote)
    implements Command<Admission> {

  /** Consul's order of checks (peering-protocol.md §4.1), with a tombstone's answer before it. */
  static Admission judge(Tables tables, String peeringId, String secretDigest) {
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
    SecretsRow secrets = PeeringRows.secrets(tables, peeringId);
    if (row.state() == PeeringState.TERMINATED
        && !SecretDigest.same(secrets.pending(), secretDigest)) {
      return new Admission.Terminated();
    }
    if (secrets.isEmpty()) {
      return new Admission.NoSecret();
    }
    boolean active = SecretDigest.same(secrets.active(), secretDigest);
    boolean pending = SecretDigest.same(secrets.pending(), secretDigest);
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
    Admission verdict = judge(writer, peeringId, secretDigest);
    SecretsRow secrets = PeeringRows.secrets(writer, peeringId);
    if (verdict instanceof Admission.Admitted admitted
        && SecretDigest.same(secrets.pending(), secretDigest)) {
      PeeringRows.putSecrets(writer, peeringId, secrets.promoted());
      PeeringRows.byId(writer, peeringId)
          .map(row -> row.withRemote(remote).withState(PeeringState.PENDING))
          .ifPresent(row -> PeeringRows.put(writer, row));
      return new Admission.Admitted(admitted.peering(), true);
    }
    return verdict;
  }
}
