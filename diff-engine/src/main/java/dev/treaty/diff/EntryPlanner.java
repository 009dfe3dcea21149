package dev.treaty.diff;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.live.LiveCluster;
import dev.treaty.model.live.LiveEntry;
import dev.treaty.model.project.DeclaredEntry;
import dev.treaty.model.project.DesiredState;
import dev.treaty.model.project.SafetyLimits.Prune;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans the config entries of one cluster that was read whole. */
final class EntryPlanner {

  private final DesiredState desired;
  private final PlanOptions options;
  private final LiveCluster cluster;

  EntryPlanner(DesiredState desired, PlanOptions options, LiveCluster cluster) {
    this.desired = desired;
    this.options = options;
    this.cluster = cluster;
  }

  List<Change> plan(List<DeclaredEntry> declared) {
    Map<EntryKey, LiveEntry> live = new HashMap<>();
    cluster.entries().forEach((key, entry) -> live.put(folded(key), entry));

    List<Change> changes = new ArrayList<>();
    Set<EntryKey> seen = new HashSet<>();
    for (DeclaredEntry entry : declared) {
      EntryKey key = folded(entry.entry().key());
      seen.add(key);
      LiveEntry there = live.get(key);
      changes.add(there == null ? create(entry) : compare(entry, there));
    }
    cluster
        .entries()
        .forEach((key, there) -> {
          if (!seen.contains(folded(key))) {
            undeclared(key, there).ifPresent(changes::add);
          }
        });
    return changes;
  }

  private Change create(DeclaredEntry declared) {
    EntryKey key = declared.entry().key();
    return new EntryChange.Create(
        cluster.name(), key, marked(declared), options.whyAbsent(address(key)), at(declared));
  }

  private Change compare(DeclaredEntry declared, LiveEntry there) {
    EntryKey key = declared.entry().key();
    List<FieldChange> fields = Comparison.compare(there.entry(), declared.entry());
    Ownership owner = OwnershipMarks.of(there.entry(), desired.project(), address(key));
    if (owner instanceof Ownership.Owned owned) {
      return fields.isEmpty()
          ? new EntryChange.Keep(
              cluster.name(), key, there.entry(), there.modifyIndex(), at(declared))
          : update(declared, there, fields, whyChanged(owned, declared.entry(), there.entry()), "");
    }
    Optional<PlanOptions.Adoption> adoption = options.adoption(address(key));
    if (adoption.isEmpty()) {
      return report(declared, there, fields, owner.reason(), owner.detail());
    }
    return adopt(declared, there, fields, owner, adoption.get());
  }

  private Change adopt(
      DeclaredEntry declared,
      LiveEntry there,
      List<FieldChange> fields,
      Ownership owner,
      PlanOptions.Adoption how) {
    String was = whose(owner);
    return switch (how) {
      case TAKEOVER -> update(declared, there, fields, ChangeReason.TAKEN_OVER, was);
      case IF_EQUAL -> {
        if (!owner.mayBeAdoptedIfEqual()) {
          yield report(
              declared, there, fields, ChangeReason.ADOPTION_REFUSED, was + "; needs --takeover");
        }
        yield fields.isEmpty()
            ? update(declared, there, fields, ChangeReason.ADOPTED, was)
            : report(
                declared,
                there,
                fields,
                ChangeReason.ADOPTION_REFUSED,
                "it differs from its declaration; needs --takeover");
      }
    };
  }

  private static String whose(Ownership owner) {
    return owner.detail().isEmpty()
        ? owner.reason().text()
        : owner.reason().text() + ": " + owner.detail();
  }

  private Change update(
      DeclaredEntry declared,
      LiveEntry there,
      List<FieldChange> fields,
      ChangeReason reason,
      String note) {
    return new EntryChange.Update(
        cluster.name(),
        declared.entry().key(),
        there.entry(),
        marked(declared),
        there.modifyIndex(),
        fields,
        reason,
        at(declared),
        note);
  }

  private Change report(
      DeclaredEntry declared,
      LiveEntry there,
      List<FieldChange> fields,
      ChangeReason reason,
      String note) {
    return new EntryChange.Report(
        cluster.name(),
        declared.entry().key(),
        Optional.of(there.entry()),
        there.modifyIndex(),
        fields,
        reason,
        Optional.of(at(declared)),
        note);
  }

  /** What becomes of a live entry that nothing declares; nothing where it is not our business. */
  private Optional<Change> undeclared(EntryKey key, LiveEntry there) {
    Ownership owner = OwnershipMarks.of(there.entry(), desired.project(), address(key));
    return switch (owner) {
      case Ownership.Owned owned -> Optional.of(prune(key, there));
      case Ownership.Forged forged ->
          Optional.of(undeclaredReport(key, there, owner.reason(), owner.detail()));
      case Ownership.Unmarked unmarked -> Optional.empty();
      case Ownership.Foreign foreign -> Optional.empty();
      case Ownership.Kubernetes kubernetes -> Optional.empty();
      case Ownership.OtherSource other -> Optional.empty();
    };
  }

  private Change prune(EntryKey key, LiveEntry there) {
    if (!cluster.completeKinds().contains(key.kind())) {
      return undeclaredReport(key, there, ChangeReason.INCOMPLETE_READ, "");
    }
    if (desired.safety().prune() == Prune.NEVER) {
      return undeclaredReport(key, there, ChangeReason.PRUNE_DISABLED, "");
    }
    return new EntryChange.Delete(
        cluster.name(), key, there.entry(), there.modifyIndex(), ChangeReason.NO_LONGER_DECLARED);
  }

  private Change undeclaredReport(EntryKey key, LiveEntry there, ChangeReason reason, String note) {
    return new EntryChange.Report(
        cluster.name(),
        key,
        Optional.of(there.entry()),
        there.modifyIndex(),
        List.of(),
        reason,
        Optional.empty(),
        note);
  }

  /** The mark remembers what we last applied, so both sides of a difference can be told. */
  static ChangeReason whyChanged(Ownership.Owned owned, Entry declared, Entry live) {
    boolean drifted = !Comparison.digest(live).equals(owned.digest());
    boolean pending = !Comparison.digest(declared).equals(owned.digest());
    if (drifted && pending) {
      // A mark without a digest, or with one of a form we do not know, remembers nothing.
      return owned.digest().startsWith("1:")
          ? ChangeReason.DRIFTED_AND_PENDING
          : ChangeReason.DRIFTED;
    }
    return drifted ? ChangeReason.DRIFTED : ChangeReason.PENDING;
  }

  private Entry marked(DeclaredEntry declared) {
    return OwnershipMarks.mark(
        declared.entry(), desired.project(), address(declared.entry().key()), declared.revision());
  }

  private String address(EntryKey key) {
    return cluster.name() + "/" + key.path();
  }

  private static Declared at(DeclaredEntry declared) {
    return new Declared(declared.range(), declared.revision());
  }

  /** Consul's storage ignores the case of names. */
  static EntryKey folded(EntryKey key) {
    return new EntryKey(key.kind(), key.tenancy(), OwnershipMarks.folded(key.name()));
  }
}
