package dev.treaty.agent.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one agent knows of the others. Pure: time comes in as nanoseconds of a clock that never goes
 * back. Not safe for threads.
 */
final class MemberTable {

  private final String selfId;
  private final boolean judges;
  private final long failAfter;
  private final Map<String, Entry> entries = new HashMap<>();

  /** What is known of one member. */
  private static final class Entry {
    private Member member;
    private long heardAt;

    /** What a server said of it; only where we do not judge it ourselves. */
    private MemberStatus told = MemberStatus.ALIVE;

    private Entry(Member member, long heardAt) {
      this.member = member;
      this.heardAt = heardAt;
    }
  }

  /**
   * A word about a member by another one.
   *
   * @param silentMillis how long nobody has heard of it, as far as the speaker knows
   */
  record Word(Member member, long silentMillis) {}

  /**
   * An empty table.
   *
   * @param judges whether all members speak to us, so that we can tell who is silent: servers do
   */
  MemberTable(String selfId, boolean judges, Duration failAfter) {
    this.selfId = selfId;
    this.judges = judges;
    this.failAfter = failAfter.toNanos();
  }

  /**
   * Why a member who speaks to us cannot be one, in Consul's words; empty where it can.
   *
   * @param self who we are
   */
  Optional<String> conflict(Member self, Member speaker, long now) {
    if (!speaker.datacenter().equals(self.datacenter())) {
      return Optional.of(
          "Member '%s' part of wrong datacenter '%s'"
              .formatted(speaker.name(), speaker.datacenter()));
    }
    List<Member> others = new ArrayList<>(all(now));
    others.add(self);
    for (Member other : others) {
      boolean sameId = other.id().equals(speaker.id());
      boolean sameName = other.name().equalsIgnoreCase(speaker.name());
      if (sameId != sameName && other.status() == MemberStatus.ALIVE) {
        return Optional.of(
            sameId
                ? "Member '%s' has conflicting node ID '%s' with member '%s'"
                    .formatted(speaker.name(), speaker.id(), other.name())
                : "Member '%s' with node ID '%s' has the name of the member with node ID '%s'"
                    .formatted(speaker.name(), speaker.id(), other.id()));
      }
    }
    return Optional.empty();
  }

  /** A member spoke to us, or answered; false if we know something newer of it. */
  boolean heard(Member speaker, long now) {
    if (speaker.id().equals(selfId)) {
      return true;
    }
    Entry known = entries.get(speaker.id());
    if (known != null && known.member.incarnation() > speaker.incarnation()) {
      return false;
    }
    if (known != null
        && known.member.incarnation() == speaker.incarnation()
        && known.member.status().isGoing()
        && !speaker.status().isGoing()) {
      return false; // it was told to go and does not know it yet
    }
    dropNamesakes(speaker);
    if (known == null) {
      entries.put(speaker.id(), new Entry(speaker, now));
    } else {
      known.member = speaker;
      known.heardAt = now;
      known.told = speaker.status();
    }
    return true;
  }

  /** A member told us of another one. */
  void told(Word word, long now) {
    Member told = word.member();
    if (told.id().equals(selfId)) {
      return;
    }
    Entry known = entries.get(told.id());
    long heardAt = now - Duration.ofMillis(Math.max(0, word.silentMillis())).toNanos();
    if (known == null) {
      if (told.status() == MemberStatus.LEFT || isNameOfLiving(told, now)) {
        return; // the dead are not made known anew
      }
      dropNamesakes(told);
      Entry made = new Entry(asSaid(told), heardAt);
      made.told = told.status();
      entries.put(told.id(), made);
      return;
    }
    boolean newer = told.incarnation() > known.member.incarnation();
    boolean same = told.incarnation() == known.member.incarnation();
    boolean goes = told.status().isGoing() && !known.member.status().isGoing();
    boolean gone =
        told.status() == MemberStatus.LEFT && known.member.status() == MemberStatus.LEAVING;
    if (newer || (same && (goes || gone))) {
      dropNamesakes(told);
      known.member = asSaid(told);
      known.heardAt = newer ? Math.max(known.heardAt, heardAt) : known.heardAt;
    }
    if (newer || same) {
      known.told = told.status();
    }
  }

  /** Failed is a judgement of each agent's own, not a word about itself. */
  private static Member asSaid(Member told) {
    return told.status() == MemberStatus.FAILED ? told.withStatus(MemberStatus.ALIVE) : told;
  }

  private boolean isNameOfLiving(Member told, long now) {
    return all(now).stream()
        .anyMatch(other ->
            other.name().equalsIgnoreCase(told.name()) && other.status() == MemberStatus.ALIVE);
  }

  /** A node that comes back with new data has its name and another ID. */
  private void dropNamesakes(Member member) {
    entries
        .values()
        .removeIf(entry ->
            entry.member.name().equalsIgnoreCase(member.name())
                && !entry.member.id().equals(member.id())
                && entry.member.incarnation() < member.incarnation());
  }

  /** Somebody says that a member is gone for good; false where there is none of that name. */
  boolean forceOut(String name) {
    boolean found = false;
    for (Entry entry : entries.values()) {
      if (entry.member.name().equalsIgnoreCase(name)) {
        entry.member = entry.member.withStatus(MemberStatus.LEFT);
        entry.told = MemberStatus.LEFT;
        found = true;
      }
    }
    return found;
  }

  /** Forgets a member that is not alive. */
  void prune(String name) {
    entries
        .values()
        .removeIf(entry ->
            entry.member.name().equalsIgnoreCase(name)
                && entry.member.status() == MemberStatus.LEFT);
  }

  /** Forgets who failed or left long ago. */
  void reap(Duration failed, Duration left, long now) {
    entries
        .values()
        .removeIf(entry ->
            switch (status(entry, now)) {
              case FAILED -> now - entry.heardAt > failed.toNanos();
              case LEFT -> now - entry.heardAt > left.toNanos();
              case ALIVE, LEAVING -> false;
            });
  }

  /** Forgets whom no server knows any more. */
  void keepOnly(Collection<String> ids) {
    entries.keySet().retainAll(ids);
  }

  /** We were asleep: nobody is to blame for what we did not hear meanwhile. */
  void excuse(Duration sleep) {
    entries.values().forEach(entry -> entry.heardAt += sleep.toNanos());
  }

  private MemberStatus status(Entry entry, long now) {
    if (entry.member.status().isGoing()) {
      return entry.member.status();
    }
    if (!judges && !entry.member.server()) {
      return entry.told;
    }
    return now - entry.heardAt > failAfter ? MemberStatus.FAILED : MemberStatus.ALIVE;
  }

  /** All others with their status, by name. */
  List<Member> all(long now) {
    return entries.values().stream()
        .map(entry -> entry.member.withStatus(status(entry, now)))
        .sorted(Comparator.comparing(Member::name))
        .toList();
  }

  /** All others for the ears of another member. */
  List<Word> words(long now) {
    return entries.values().stream()
        .map(entry ->
            new Word(
                entry.member.withStatus(status(entry, now)),
                Math.max(0, Duration.ofNanos(now - entry.heardAt).toMillis())))
        .toList();
  }

  /** The member with that ID, with its status. */
  Optional<Member> byId(String id, long now) {
    return Optional.ofNullable(entries.get(id))
        .map(entry -> entry.member.withStatus(status(entry, now)));
  }
}
