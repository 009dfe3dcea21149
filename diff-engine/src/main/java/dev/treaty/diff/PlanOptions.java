package dev.treaty.diff;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the operator asks for beside the desired state.
 *
 * @param adoptions address to whether it is taken even where live differs
 */
public record PlanOptions(Map<String, Adoption> adoptions) {

  public static final PlanOptions NONE = new PlanOptions(Map.of());

  public PlanOptions {
    adoptions = java.util.Collections.unmodifiableMap(new TreeMap<>(adoptions));
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
    return new PlanOptions(copy);
  }

  Optional<Adoption> adoption(String address) {
    return Optional.ofNullable(adoptions.get(address));
  }
}
