package dev.treaty.agent.store.raft;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.CommandBatch.Encoded;
import dev.treaty.agent.store.StateMachine.Result;
import dev.treaty.agent.store.StoreUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The batches that this server has sent on their way, until it is certain what became of them.
 *
 * <p>A batch whose leader was deposed may be in the log or not. It is settled by the log itself:
 * once an entry is applied at the batch's index, it is either the batch or the batch will never be.
 */
final class Proposals {

  static final String UNKNOWN = "; whether the write was kept is not known";

  private static final int PATIENCE_SECONDS = 5;

  /** A command and who waits for its outcome. */
  record Waiting<O>(Command<O> command, Encoded encoded, CompletableFuture<O> answer) {

    @SuppressWarnings("unchecked") // the outcome came from this very command
    void complete(Result result) {
      switch (result) {
        case Result.Done(Object outcome) -> answer.complete((O) outcome);
        case Result.Failed(RuntimeException cause) -> answer.completeExceptionally(cause);
      }
    }
  }

  /** Commands that went into the log together. */
  static final class Batch {
    private final long callId;
    private final List<Waiting<?>> commands;
    private volatile long index = -1;

    Batch(long callId, List<Waiting<?>> commands) {
      this.callId = callId;
      this.commands = commands;
    }

    /** Whether it was handed to the log, so that it may be kept. */
    boolean isInLog() {
      return index >= 0;
    }

    private void fail(RuntimeException cause) {
      commands.forEach(waiting -> waiting.answer().completeExceptionally(cause));
    }
  }

  private final ScheduledExecutorService timer;
  private final Map<Long, Batch> byCall = new ConcurrentHashMap<>();
  private final ConcurrentSkipListMap<Long, Batch> byIndex = new ConcurrentSkipListMap<>();

  Proposals(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  Batch begin(long callId, List<Waiting<?>> commands) {
    Batch batch = new Batch(callId, commands);
    byCall.put(callId, batch);
    return batch;
  }

  /** The batch is about to be appended at that index. */
  void appending(long callId, long index) {
    Batch batch = byCall.get(callId);
    if (batch != null) {
      batch.index = index;
      byIndex.put(index, batch);
    }
  }

  /** The batch of this server's that was applied, if somebody still waits for it. */
  Optional<Batch> applied(long callId) {
    Batch batch = byCall.get(callId);
    if (batch == null) {
      return Optional.empty();
    }
    forget(batch);
    return Optional.of(batch);
  }

  void deliver(Batch batch, List<Result> results) {
    for (int i = 0; i < batch.commands.size(); i++) {
      batch.commands.get(i).complete(results.get(i));
    }
  }

  /** Something else stands where these batches would: they are not in the log and never will be. */
  void passed(long index, Supplier<? extends RuntimeException> notKept) {
    while (true) {
      Map.Entry<Long, Batch> first = byIndex.firstEntry();
      if (first == null || first.getKey() > index) {
        return;
      }
      fail(first.getValue(), notKept.get());
    }
  }

  void fail(Batch batch, RuntimeException cause) {
    forget(batch);
    batch.fail(cause);
  }

  /**
   * The batch is in the log, but this server no longer leads: waits a while for what it becomes.
   */
  void doubt(Batch batch, String why) {
    if (!byCall.containsKey(batch.callId)) {
      return;
    }
    var unused =
        timer.schedule(
            () -> fail(batch, new StoreUnavailableException(why + UNKNOWN)),
            PATIENCE_SECONDS,
            TimeUnit.SECONDS);
  }

  /** Nothing more will be learnt about what is under way. */
  void failAll(String why) {
    for (Batch batch : List.copyOf(byCall.values())) {
      fail(batch, new StoreUnavailableException(batch.isInLog() ? why + UNKNOWN : why));
    }
  }

  private void forget(Batch batch) {
    byCall.remove(batch.callId, batch);
    byIndex.remove(batch.index, batch);
  }
}
