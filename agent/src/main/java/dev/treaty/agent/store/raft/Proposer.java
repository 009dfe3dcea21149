package dev.treaty.agent.store.raft;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.CommandBatch;
import dev.treaty.agent.store.CommandBatch.Encoded;
import dev.treaty.agent.store.StoreUnavailableException;
import dev.treaty.agent.store.raft.Proposals.Batch;
import dev.treaty.agent.store.raft.Proposals.Waiting;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.exceptions.LeaderNotReadyException;
import org.apache.ratis.protocol.exceptions.LeaderSteppingDownException;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers commands into batches and sends them on their way: one batch is one entry of the log.
 * What comes while the batches in flight are not yet acknowledged goes together into the next.
 */
final class Proposer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Proposer.class);
  private static final int MAX_COMMANDS = 512;
  private static final int MAX_BYTES = 1 << 20;

  private final Proposals proposals;
  private final InstantSource clock;
  private final Supplier<Optional<RaftNode>> node;
  private final Supplier<StoreUnavailableException> refusal;
  private final ClientId self;
  private final LinkedBlockingQueue<Waiting<?>> queue = new LinkedBlockingQueue<>();
  private final int most;
  private volatile Semaphore inFlight;
  private final Thread thread;
  private volatile boolean closed;

  Proposer(
      Proposals proposals,
      InstantSource clock,
      Supplier<Optional<RaftNode>> node,
      Supplier<StoreUnavailableException> refusal,
      ClientId self,
      int inFlight) {
    this.proposals = proposals;
    this.clock = clock;
    this.node = node;
    this.refusal = refusal;
    this.self = self;
    this.most = inFlight;
    this.inFlight = new Semaphore(inFlight);
    this.thread = Thread.ofPlatform().name("raft-proposer").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  <O> CompletableFuture<O> propose(Command<O> command, Encoded encoded) {
    CompletableFuture<O> answer = new CompletableFuture<>();
    if (encoded.size() > RatisProperties.MAX_ENTRY - 1024) {
      answer.completeExceptionally(
          new StoreUnavailableException(
              "the write has " + encoded.size() + " bytes, more than several servers can share"));
      return answer;
    }
    queue.add(new Waiting<>(command, encoded, answer));
    if (closed) {
      refuseQueued();
    }
    return answer;
  }

  private void run() {
    @Nullable Waiting<?> left = null;
    while (!closed) {
      try {
        Waiting<?> first = left == null ? queue.take() : left;
        left = first;
        Semaphore turn = turn();
        List<Waiting<?>> batch = new ArrayList<>();
        left = gather(first, batch);
        send(batch, turn);
      } catch (InterruptedException e) {
        break;
      }
    }
    if (left != null) {
      left.answer().completeExceptionally(closed());
    }
    refuseQueued();
  }

  private Semaphore turn() throws InterruptedException {
    while (true) {
      Semaphore now = inFlight;
      if (now.tryAcquire(1, TimeUnit.SECONDS)) {
        return now;
      }
    }
  }

  /** What is under way will not come back: others need not wait for it. */
  void forgetInFlight() {
    inFlight = new Semaphore(most);
  }

  /** Fills the batch from the queue and returns what no longer fits. */
  private @Nullable Waiting<?> gather(Waiting<?> first, List<Waiting<?>> batch) {
    int bytes = 0;
    @Nullable Waiting<?> next = first;
    while (next != null) {
      bytes += next.encoded().size();
      if (!batch.isEmpty() && bytes > MAX_BYTES) {
        return next;
      }
      batch.add(next);
      if (batch.size() == MAX_COMMANDS) {
        return null;
      }
      next = queue.poll();
    }
    return null;
  }

  private void send(List<Waiting<?>> commands, Semaphore turn) {
    Optional<RaftNode> running = node.get();
    Optional<RaftGroupId> group = running.flatMap(RaftNode::group);
    if (group.isEmpty()) {
      turn.release();
      StoreUnavailableException none = refusal.get();
      commands.forEach(one -> one.answer().completeExceptionally(none));
      return;
    }
    RaftNode on = running.orElseThrow();
    long call = on.nextCall();
    byte[] bytes =
        CommandBatch.encode(clock.instant(), commands.stream().map(Waiting::encoded).toList());
    Batch batch = proposals.begin(call, commands);
    RaftClientRequest request =
        RaftClientRequest.newBuilder()
            .setClientId(self)
            .setServerId(on.id())
            .setGroupId(group.get())
            .setCallId(call)
            .setMessage(Message.valueOf(UnsafeByteOperations.unsafeWrap(bytes)))
            .setType(RaftClientRequest.writeRequestType())
            .build();
    CompletableFuture<RaftClientReply> reply;
    try {
      reply = RaftNode.checked(on.server().submitClientRequestAsync(request));
    } catch (IOException | RuntimeException e) {
      reply = CompletableFuture.failedFuture(e);
    }
    var unused =
        reply.whenComplete((done, failure) -> {
          turn.release();
          if (failure != null) {
            refused(batch, failure);
          }
        });
  }

  private void refused(Batch batch, Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (batch.isInLog()) {
      // The log itself will tell, as soon as there is a leader.
      LOG.debug("a batch is in doubt", cause);
      proposals.doubt(batch, String.valueOf(cause.getMessage()));
      return;
    }
    proposals.fail(
        batch,
        cause instanceof org.apache.ratis.protocol.exceptions.NotLeaderException
                || cause instanceof LeaderNotReadyException
                || cause instanceof LeaderSteppingDownException
            ? refusal.get()
            : new StoreUnavailableException(
                "the write was not kept: " + cause.getMessage(), cause));
  }

  private static StoreUnavailableException closed() {
    return new StoreUnavailableException("the store is closed");
  }

  private void refuseQueued() {
    List<Waiting<?>> left = new ArrayList<>();
    queue.drainTo(left);
    left.forEach(waiting -> waiting.answer().completeExceptionally(closed()));
  }

  @Override
  public void close() {
    closed = true;
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
    refuseQueued();
  }
}
