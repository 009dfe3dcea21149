package dev.treaty.agent.store;

import dev.treaty.agent.store.StateMachine.Result;
import dev.treaty.agent.store.StateMachine.Staged;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of a single server: one writer thread takes what has queued up, applies it aside, makes
 * it durable at once (group commit), publishes and only then acknowledges.
 */
public final class BatchedLog implements CommitLog {

  private static final Logger LOG = LoggerFactory.getLogger(BatchedLog.class);
  private static final int MAX_BATCH = 512;

  private final LogStorage storage;
  private final InstantSource clock;
  private final LinkedBlockingQueue<Work> queue = new LinkedBlockingQueue<>();
  private final AtomicReference<@Nullable Thread> writer = new AtomicReference<>();
  private final AtomicReference<@Nullable StateMachine> started = new AtomicReference<>();
  private volatile boolean closed;

  /** Writes refused since one was kept; the writer thread's own. */
  private long refused;

  private BatchedLog(LogStorage storage, InstantSource clock) {
    this.storage = storage;
    this.clock = clock;
  }

  /** A log that keeps nothing. */
  public static CommitLog inMemory(InstantSource clock) {
    return new BatchedLog(LogStorage.MEMORY, clock);
  }

  static CommitLog on(LogStorage storage, InstantSource clock) {
    return new BatchedLog(storage, clock);
  }

  /** What the writer has to do for somebody who waits. */
  private sealed interface Work {
    CompletableFuture<?> answer();
  }

  private record Replacing(State by, CompletableFuture<Long> answer) implements Work {}

  private record Pending<O>(Command<O> command, CompletableFuture<O> answer) implements Work {

    @SuppressWarnings("unchecked") // the outcome came from this very command
    void complete(Result result) {
      switch (result) {
        case Result.Done(Object outcome) -> answer.complete((O) outcome);
        case Result.Failed(RuntimeException cause) -> answer.completeExceptionally(cause);
      }
    }
  }

  @Override
  public void start(StateMachine machine) {
    machine.reset(storage.recover());
    Thread thread = Thread.ofPlatform().name("store-writer").daemon().unstarted(() -> run(machine));
    if (!writer.compareAndSet(null, thread)) {
      throw new IllegalStateException("already started");
    }
    started.set(machine);
    thread.start();
  }

  @Override
  public <O> CompletableFuture<O> propose(Command<O> command) {
    CompletableFuture<O> answer = new CompletableFuture<>();
    enqueue(new Pending<>(command, answer));
    return answer;
  }

  @Override
  public CompletableFuture<Long> restore(State state) {
    CompletableFuture<Long> answer = new CompletableFuture<>();
    enqueue(new Replacing(state, answer));
    return answer;
  }

  private void enqueue(Work work) {
    if (!closed) {
      queue.add(work);
    }
    if (closed) {
      work.answer().completeExceptionally(new StoreUnavailableException("the store is closed"));
      refuseQueued();
    }
  }

  @Override
  public CompletableFuture<Long> readBarrier() {
    StateMachine machine = started.get();
    return machine == null
        ? CompletableFuture.failedFuture(new StoreUnavailableException("the store is not open"))
        : CompletableFuture.completedFuture(machine.state().index());
  }

  @Override
  public Leadership leadership() {
    return Leadership.ALONE;
  }

  private void run(StateMachine machine) {
    List<Pending<?>> batch = new ArrayList<>();
    while (!closed) {
      try {
        @Nullable Work next = queue.take();
        while (next instanceof Pending<?> pending) {
          batch.add(pending);
          next = batch.size() < MAX_BATCH ? queue.poll() : null;
        }
        if (!batch.isEmpty()) {
          commit(machine, batch);
          batch.clear();
        }
        if (next instanceof Replacing replacing) {
          replace(machine, replacing);
        }
      } catch (InterruptedException e) {
        break;
      }
    }
    refuseQueued();
  }

  private void replace(StateMachine machine, Replacing replacing) {
    try {
      State after = machine.state().replacedBy(replacing.by());
      storage.replace(after);
      machine.reset(after);
      replacing.answer().complete(after.index());
    } catch (RuntimeException | Error e) {
      LOG.error("the state was not restored", e);
      replacing.answer().completeExceptionally(e);
    }
  }

  private void commit(StateMachine machine, List<Pending<?>> batch) {
    Instant time = clock.instant();
    Staged staged;
    try {
      staged = machine.stage(batch.stream().map(Pending::command).toList(), time);
      if (!staged.effective().isEmpty()) {
        long began = System.nanoTime();
        storage.append(staged.after(), time, staged.effective());
        long nanos = System.nanoTime() - began;
        noteKept();
        machine.publish(staged);
        machine.committed(staged.effective().size(), nanos);
      }
    } catch (RuntimeException | Error e) {
      // An error, too: with a dead writer everybody would wait for ever.
      noteRefused(batch.size(), e);
      batch.forEach(pending -> pending.answer().completeExceptionally(e));
      return;
    }
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).complete(staged.results().get(i));
    }
  }

  /** Once for each time of trouble: clients that try again must not fill the disk with logs. */
  private void noteRefused(int writes, Throwable cause) {
    if (refused == 0) {
      LOG.error("writes are not kept and are refused from here on", cause);
    }
    refused += writes;
  }

  private void noteKept() {
    if (refused > 0) {
      LOG.info("writes are kept again; {} were refused", refused);
      refused = 0;
    }
  }

  private void refuseQueued() {
    List<Work> left = new ArrayList<>();
    queue.drainTo(left);
    for (Work work : left) {
      work.answer().completeExceptionally(new StoreUnavailableException("the store is closed"));
    }
  }

  @Override
  public void close() {
    closed = true;
    Thread thread = writer.getAndSet(null);
    if (thread != null) {
      thread.interrupt();
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    refuseQueued();
    storage.close();
  }
}
