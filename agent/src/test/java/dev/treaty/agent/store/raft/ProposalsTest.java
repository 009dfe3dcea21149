package dev.treaty.agent.store.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treaty.agent.store.CommandBatch.Encoded;
import dev.treaty.agent.store.NotLeaderException;
import dev.treaty.agent.store.StoreUnavailableException;
import dev.treaty.agent.store.raft.Notes.Put;
import dev.treaty.agent.store.raft.Proposals.Waiting;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProposalsTest {

  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final Proposals proposals = new Proposals(timer);

  @AfterEach
  void close() {
    timer.shutdownNow();
  }

  private CompletableFuture<Long> begin(long call) {
    CompletableFuture<Long> answer = new CompletableFuture<>();
    Put put = new Put("k", "v");
    proposals.begin(call, List.of(new Waiting<>(put, Encoded.of(Notes.schema(), put), answer)));
    return answer;
  }

  @Test
  void isCertainThatABatchWasNotKeptOnceAnotherEntryStandsInItsPlace() {
    CompletableFuture<Long> lost = begin(1);
    CompletableFuture<Long> open = begin(2);
    proposals.appending(1, 7);
    proposals.appending(2, 8);
    proposals.passed(6, () -> new NotLeaderException(Optional.empty()));
    assertThat(lost).isNotDone();
    proposals.passed(7, () -> new NotLeaderException(Optional.of("other")));
    assertThatThrownBy(lost::join).hasCauseInstanceOf(NotLeaderException.class);
    assertThat(open).isNotDone();
  }

  @Test
  void aBatchThatWasAppliedIsNotLost() {
    CompletableFuture<Long> kept = begin(1);
    proposals.appending(1, 7);
    assertThat(proposals.applied(1)).isPresent();
    proposals.passed(7, () -> new NotLeaderException(Optional.empty()));
    assertThat(kept).isNotDone();
    assertThat(proposals.applied(1)).isEmpty();
  }

  @Test
  void saysAtTheEndWhichAreInDoubt() {
    CompletableFuture<Long> inLog = begin(1);
    CompletableFuture<Long> outside = begin(2);
    proposals.appending(1, 7);
    proposals.failAll("closed");
    assertThatThrownBy(inLog::join)
        .hasCauseInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining(Proposals.UNKNOWN);
    assertThatThrownBy(outside::join).hasMessageEndingWith("closed");
  }
}
