package dev.treaty.reconcile.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.git.FetchOutcome;
import dev.treaty.git.GitFailure;
import dev.treaty.git.GitRemote;
import dev.treaty.git.GitSync;
import dev.treaty.git.SyncResult;
import dev.treaty.git.TreeRead;
import dev.treaty.model.project.SourceTree;
import dev.treaty.reconcile.apply.StopSignal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GitFeedTest {
  private static final String FIRST = "1".repeat(40);
  private static final String SECOND = "2".repeat(40);
  private static final FetchOutcome AWAY =
      new FetchOutcome.Failed(new GitFailure(GitFailure.Cause.NETWORK, "no route to host"));

  /** Answers what the test wrote down, and ends the feed with the last answer. */
  private record Scripted(Deque<FetchOutcome> answers, StopSignal stop) implements GitRemote {
    @Override
    public FetchOutcome fetch() {
      FetchOutcome next = answers.removeFirst();
      if (answers.isEmpty()) {
        stop.stop();
      }
      return next;
    }

    @Override
    public FetchOutcome fetch(String revision) {
      return new FetchOutcome.Found(revision);
    }

    @Override
    public TreeRead read(String commit) {
      return new TreeRead.Whole(new SourceTree(commit, new TreeMap<>(), path -> commit));
    }

    @Override
    public boolean isAncestor(String older, String newer) {
      return older.compareTo(newer) < 0;
    }

    @Override
    public boolean isLocal() {
      return true;
    }

    @Override
    public void close() {}
  }

  /** What is told to a loop that was busy all the while. */
  private static List<SyncResult> toldAfter(FetchOutcome... answers) {
    StopSignal stop = new StopSignal();
    Scripted remote = new Scripted(new ArrayDeque<>(List.of(answers)), stop);
    GitFeed feed =
        new GitFeed(
            new GitSync(remote), Duration.ofMillis(1), new WakeUps(), InstantSource.system(), stop);
    feed.run();
    return feed.take().stream().map(GitFeed.News::result).toList();
  }

  private static FetchOutcome found(String commit) {
    return new FetchOutcome.Found(commit);
  }

  @Test
  void tellsACommitAlthoughTheRemoteWentAwayAfterIt() {
    assertThat(toldAfter(found(FIRST), AWAY))
        .satisfiesExactly(
            commit -> assertThat(commit).isInstanceOf(SyncResult.Advanced.class),
            trouble -> assertThat(trouble).isInstanceOf(SyncResult.Unreachable.class));
  }

  @Test
  void tellsACommitAlthoughTheBranchWasRewoundAfterIt() {
    assertThat(toldAfter(found(SECOND), found(FIRST)))
        .satisfiesExactly(
            commit -> assertThat(commit).isInstanceOf(SyncResult.Advanced.class),
            trouble -> assertThat(trouble).isInstanceOf(SyncResult.Rewound.class));
  }

  @Test
  void tellsOnlyTheNewestOfTwoCommits() {
    assertThat(toldAfter(found(FIRST), AWAY, found(SECOND)))
        .singleElement()
        .isInstanceOfSatisfying(
            SyncResult.Advanced.class,
            advanced -> assertThat(advanced.tree().revision()).isEqualTo(SECOND));
  }
}
