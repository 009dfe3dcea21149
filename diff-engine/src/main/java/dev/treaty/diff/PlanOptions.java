package dev.treaty.diff;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the operator asks for beside the desired state.
 *
 * @param adoptions address to whether it is taken even where live differs
 * @param appliedBefore addresses that the ledger knows as applied; only the reason given for a
 *     create depends on it, so that losing the ledger costs a word and nothing else
 */
public record PlanOptions(Map<String, Adoption> adoptions, Set<String> appliedBefore) {

  public static final PlanOptions NONE = new PlanOptions(Map.of(), Set.of());

  public PlanOptions {
    adoptions = java.util.Collections.unmodifiableMap(new TreeMap<>(adoptions));
    appliedBefore = Set.copyOf(appliedBefore);
  }

  /** How an object that is not ours may be taken. */
  public enum Adoption {
    /** Only if live equals the declaration. */
    IF_EQUAL,
    /** Whatever it holds, and whoever marked it. */
    TAKEOVER
  }

  /** The same, and the object at the address is to be adopted. */
  public PlanOptions adopt(String address, Adoption how) {
    TreeMap<String, Adoption> copy = new TreeMap<>(adoptions);
    copy.put(address, how);
    return new PlanOptions(copy, appliedBefore);
  }

  /** The same, knowing what was applied before. */
  public PlanOptions knowingApplied(Set<String> addresses) {
    return new PlanOptions(adoptions, addresses);
  }

  ChangeReason whyAbsent(String address) {
    return appliedBefore.contains(address) ? ChangeReason.MISSING : ChangeReason.DECLARED;
  }

  Optional<Adoption> adoption(String address) {
    return Optional.ofNullable(adoptions.get(address));
  }
}
