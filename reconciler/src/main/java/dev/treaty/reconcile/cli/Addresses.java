package dev.treaty.reconcile.cli;

import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.Kinds;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.project.DeclaredEntry;
import dev.treaty.model.project.DesiredState;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The addresses an operator named, each once.
 *
 * @param all in order, a peering's clusters sorted as the planner sorts them
 */
record Addresses(Set<String> all) {

  private static final String PEERING = "peering/";

  /** One entry in one cluster. */
  record EntryAt(ClusterName cluster, EntryKey key) {
    String address() {
      return cluster + "/" + key.path();
    }
  }

  static Addresses of(Collection<String> given) {
    return new Addresses(
        given.stream().map(Addresses::sorted).collect(Collectors.toCollection(TreeSet::new)));
  }

  private static String sorted(String address) {
    String[] part = address.split("/", -1);
    return isPeering(address) && part.length == 3 && part[1].compareTo(part[2]) > 0
        ? PEERING + part[2] + "/" + part[1]
        : address;
  }

  static boolean isPeering(String address) {
    return address.startsWith(PEERING);
  }

  /** The entry an address names; empty where it has not the form of one. */
  static Optional<EntryAt> entry(String address) {
    String[] part = address.split("/", 5);
    if (isPeering(address) || Arrays.stream(part).anyMatch(String::isEmpty)) {
      return Optional.empty();
    }
    // A name may hold slashes, a kind may not: what stands second tells the forms apart.
    if (part.length >= 3 && isKind(part[1])) {
      String name = address.substring(part[0].length() + part[1].length() + 2);
      return Optional.of(new EntryAt(new ClusterName(part[0]), EntryKey.of(part[1], name)));
    }
    return part.length == 5
        ? Optional.of(
            new EntryAt(
                new ClusterName(part[0]),
                new EntryKey(part[3], new Tenancy(part[1], part[2]), part[4])))
        : Optional.empty();
  }

  private static boolean isKind(String word) {
    return Kinds.isSupported(word);
  }

  /** The first that nothing declares. */
  Optional<String> undeclared(DesiredState desired) {
    Set<String> declared = declared(desired);
    return all.stream().filter(address -> !declared.contains(address)).findFirst();
  }

  /** Every address the project declares. */
  static Set<String> declared(DesiredState desired) {
    Set<String> declared = new TreeSet<>();
    desired.peerings().forEach(peering -> declared.add(peering.address()));
    desired.entries().forEach(entry -> declared.add(address(entry)));
    return declared;
  }

  static String address(DeclaredEntry entry) {
    return entry.cluster() + "/" + entry.entry().key().path();
  }

  /** The project's clusters that the addresses are about. */
  Set<ClusterName> clusters(DesiredState desired) {
    Set<ClusterName> clusters = new TreeSet<>();
    desired.entries().stream()
        .filter(entry -> all.contains(address(entry)))
        .forEach(entry -> clusters.add(entry.cluster()));
    desired.peerings().stream()
        .filter(peering -> all.contains(peering.address()))
        .forEach(peering -> clusters.addAll(List.of(peering.first(), peering.second())));
    return clusters;
  }
}
