package dev.treaty.agent.store.raft;

import dev.treaty.agent.store.RaftMembership;
import dev.treaty.agent.store.Store;
import dev.treaty.agent.store.raft.Notes.Put;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A group of one in a process of its own, which writes until it is killed. */
final class OneServer {
  private OneServer() {}

  /** Says each key that was acknowledged. */
  public static void main(String[] args) {
    RaftLog log =
        RaftLog.open(
            new RaftSettings(
                "one",
                Path.of(args[0]),
                "127.0.0.1",
                0,
                "127.0.0.1",
                Optional.empty(),
                Optional.empty(),
                Servers.fast(Integer.parseInt(args[1]), 0)),
            Notes.schema(),
            InstantSource.system());
    Store store = Store.open(log, Notes.schema());
    RaftMembership membership = log.membership();
    if (membership.group().isEmpty()) {
      membership.bootstrap(List.of(membership.self()));
    }
    long i = 0;
    boolean refused = false;
    while (true) {
      String key = "key-" + ProcessHandle.current().pid() + "-" + i + ".";
      try {
        store.propose(new Put(key, "v".repeat(args.length > 2 ? 20_000 : 100)));
        System.out.println(key);
        refused = false;
        i++;
      } catch (RuntimeException e) {
        if (!refused && args.length > 2) {
          System.out.println("refused " + e.getMessage());
        }
        refused = true;
        Thread.onSpinWait();
      }
    }
  }
}
