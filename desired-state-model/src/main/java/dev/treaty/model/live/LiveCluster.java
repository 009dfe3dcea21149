package dev.treaty.model.live;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.peering.ClusterName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one cluster reported in one read.
 *
 * @param completeKinds the entry kinds that were read whole; absence of an entry of another kind
 *     means nothing
 * @param peeringsComplete whether the list of peerings was read whole
 * @param problems one sentence per thing that could not be read; empty when all was
 * @param defaultAllow what the cluster does with a call that no intention decides
 */
public record LiveCluster(
    ClusterName name,
    String datacenter,
    ServerProfile profile,
    Map<EntryKey, LiveEntry> entries,
    Set<String> completeKinds,
    List<LivePeering> peerings,
    boolean peeringsComplete,
    List<String> problems,
    boolean defaultAllow) {

  public LiveCluster {
    entries = java.util.Collections.unmodifiableMap(new TreeMap<>(entries));
    completeKinds = Set.copyOf(completeKinds);
    peerings = List.copyOf(peerings);
    problems = List.copyOf(problems);
  }

  public boolean isComplete() {
    return problems.isEmpty();
  }

  public Optional<Entry> entry(EntryKey key) {
    return Optional.ofNullable(entries.get(key)).map(LiveEntry::entry);
  }

  public Optional<LivePeering> peering(String peerName) {
    return peerings.stream().filter(p -> p.name().equals(peerName)).findFirst();
  }
}
