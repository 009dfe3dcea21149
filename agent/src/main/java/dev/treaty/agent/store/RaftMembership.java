package dev.treaty.agent.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The group of servers that keep one log together: who is in it, how far each has come, and how it
 * changes. Changes are made on the leader; elsewhere they fail with {@link NotLeaderException}.
 */
public interface RaftMembership {

  /**
   * A server of the group.
   *
   * @param id its node ID
   * @param address where its log listens, {@code host:port}
   */
  record Peer(String id, String address, boolean voter) {}

  /**
   * How far this server has come in the consensus' own count, which is not the state's index.
   *
   * @param snapshotIndex what the newest snapshot includes; -1 where there is none
   */
  record Figures(
      long term, long lastIndex, long commitIndex, long appliedIndex, long snapshotIndex) {}

  /**
   * How far another server has come, as the leader sees it.
   *
   * @param matchIndex up to where its log is known to equal the leader's
   */
  record Follower(String id, long matchIndex, long nextIndex, Duration sinceContact) {}

  /** This server as the others are told of it, with the port that was really opened. */
  Peer self();

  /** Identifies the group this server belongs to; empty as long as it belongs to none. */
  Optional<String> group();

  /** The servers of the group as this one last heard; empty as long as it belongs to none. */
  List<Peer> peers();

  /**
   * Makes the group. Each of its first servers calls this with the same peers, itself among them. A
   * server that belongs to a group already, or did once, refuses with {@link
   * IllegalStateException}: it must be added by the leader.
   */
  void bootstrap(List<Peer> peers);

  /**
   * Tells this server, and no other, where a member is reached now, if that is another address than
   * the one it was added with. Told again after each start.
   */
  void reachedAt(String id, String address);

  /**
   * Adds a server that belongs to no group yet. Completes once the server has caught up and votes.
   */
  CompletableFuture<Boolean> add(Peer peer);

  /**
   * Removes a server; false if it is no member. The leader cannot remove itself: it hands over the
   * lead first.
   */
  CompletableFuture<Boolean> remove(String id);

  /** Hands the lead to that server, or to the one that is furthest where none is named. */
  CompletableFuture<Boolean> transfer(Optional<String> id);

  /** How far this server has come. */
  Figures figures();

  /** How far the others have come; empty on a server that does not lead. */
  List<Follower> followers();
}
