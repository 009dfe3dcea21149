package dev.treaty.model.graph;

import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.value.GoFormat;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A peer or partition is a member of one sameness group at most. */
final class Memberships {

  private Memberships() {}

  static Optional<GraphFault> twice(EntryLookup before, Entry group) {
    String partition = group.key().tenancy().partition();
    List<Entry> groups =
        before.with(group.key(), Optional.of(group)).ofKind(SamenessGroups.KIND).stream()
            .filter(each -> each.key().tenancy().partition().equals(partition))
            .sorted(Comparator.comparing(Entry::key))
            .toList();
    Map<SamenessGroups.Member, Entry> taken = new HashMap<>();
    for (Entry each : groups) {
      for (SamenessGroups.Member member : SamenessGroups.members(each)) {
        SamenessGroups.Member place =
            member.peer().isEmpty() ? member : new SamenessGroups.Member("", member.peer());
        Entry other = taken.putIfAbsent(place, each);
        if (other != null) {
          return Optional.of(
              GraphFault.of(
                  DiagnosticCode.SAMENESS_GROUP,
                  "members can only belong to a single sameness group, but "
                      + (place.peer().isEmpty()
                          ? "partition " + GoFormat.quote(place.partition())
                          : "cluster peer " + GoFormat.quote(place.peer()))
                      + " is shared between groups "
                      + GoFormat.quote(other.key().name())
                      + " and "
                      + GoFormat.quote(each.key().name()),
                  group.key(),
                  other.key(),
                  each.key()));
        }
      }
    }
    return Optional.empty();
  }
}
