package dev.treaty.agent.store;

import dev.treaty.agent.metrics.Metrics;
import dev.treaty.agent.store.StateWriter.Touched;
import dev.treaty.model.archive.DamagedArchiveException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's state and the only way to change it.
 *
 * <p>Readers take {@link #state()}, which never changes under them. Writers {@link #propose} a
 * command. Who wants to wait reads through a {@link Reader} and registers it with {@link #watch}.
 */
public final class Store implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Store.class);

  private final CommitLog log;
  private final StoreSchema schema;
  private final Watches watches = new Watches();
  private final List<Standing> standing = new CopyOnWriteArrayList<>();
  private final ExecutorService notifier =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("store-notify-", 0).factory());
  private final List<Runnable> afterRestoring = new CopyOnWriteArrayList<>();
  private volatile State state = State.EMPTY;
  private final AtomicLong replaced = new AtomicLong();
  private volatile @Nullable StoreFigures figures;

  private Store(CommitLog log, StoreSchema schema) {
    this.log = log;
    this.schema = schema;
  }

  /** Opens the store at the end of its log. */
  public static Store open(CommitLog log, StoreSchema schema) {
    Store store = new Store(log, schema);
    try {
      log.start(store.new Machine());
    } catch (RuntimeException e) {
      log.close();
      throw e;
    }
    return store;
  }

  /** The state now. */
  public State state() {
    return state;
  }

  /** A reader of the state now. */
  public Reader reader() {
    return new Reader(state);
  }

  /**
   * Brings the command through the log and returns its outcome once it is durable and visible.
   * Blocks: call it on a virtual thread, never on an event loop or inside a command.
   *
   * @throws StoreUnavailableException if it was not made durable
   */
  public <O> O propose(Command<O> command) {
    return join(proposeLater(command));
  }

  private static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Like {@link #propose} without waiting. */
  public <O> CompletableFuture<O> proposeLater(Command<O> command) {
    schema.nameOf(command);
    return log.propose(command);
  }

  /**
   * Replaces everything by another state, at once for all readers, and wakes everybody who waits;
   * answers with the index it got.
   *
   * @throws StoreUnavailableException if that did not happen or is not known
   */
  public long restore(State restored) {
    return join(log.restore(restored));
  }

  /**
   * Reads a state that {@link StateStream} wrote, with the tables of this store; nothing changes.
   *
   * @throws DamagedArchiveException if it is none
   */
  public State read(InputStream stream) throws IOException {
    return StateStream.read(stream, schema);
  }

  /** How often the whole state was replaced: what was known of indexes before says nothing now. */
  public long replaced() {
    return replaced.get();
  }

  /** Calls back, on a thread of the store's, each time the whole state was replaced. */
  public Subscription onRestore(Runnable afterwards) {
    afterRestoring.add(afterwards);
    return () -> afterRestoring.remove(afterwards);
  }

  /**
   * Waits until this server knows all that any server had acknowledged before the call, so that
   * what is read afterwards is linearizable.
   *
   * @throws StoreUnavailableException if that cannot be known now
   */
  public void readBarrier() {
    join(log.readBarrier());
  }

  /** Who leads the servers that share this store. */
  public Leadership leadership() {
    return log.leadership();
  }

  /**
   * Calls back once, on a thread of the store's, as soon as something that the reader read differs
   * from what it read: at once if it does already.
   */
  public Subscription watch(Reader reader, Runnable onChange) {
    Watches.Pending pending =
        watches.register(reader.reads(), () -> notifier.execute(() -> guarded(onChange)));
    State now = state;
    if (now != reader.state() && differs(reader, now)) {
      pending.tell().run();
    }
    return pending.subscription();
  }

  private static boolean differs(Reader reader, State now) {
    for (Reader.Read read : reader.reads()) {
      if (differs(read.table(), read, reader.state(), now)) {
        return true;
      }
    }
    return false;
  }

  @SuppressWarnings("ReferenceEquality") // immutable, and replaced with every write
  private static <R extends Row> boolean differs(
      TableId<R> id, Reader.Read read, State before, State now) {
    TableData<R> old = before.data(id);
    TableData<R> young = now.data(id);
    if (old == young) {
      return false;
    }
    return read.isPrefix()
        ? old.index(read.key()) != young.index(read.key())
        : old.rows().get(read.key()) != young.rows().get(read.key());
  }

  /**
   * Calls back after each change to one of the tables, on a thread of the store's, never twice at
   * once; changes that come while it runs are told by one more call.
   */
  public Subscription onChange(Runnable onChange, TableId<?>... tables) {
    Set<String> names = new HashSet<>();
    for (TableId<?> table : tables) {
      names.add(table.name());
    }
    Standing subscription = new Standing(names, onChange);
    standing.add(subscription);
    return subscription;
  }

  /** Measures this store; called once. */
  public void measure(Metrics metrics) {
    figures = new StoreFigures(metrics, this);
  }

  /** How many rows each table has. */
  Map<String, Double> rows() {
    Map<String, Double> rows = new TreeMap<>();
    state.tables().forEach((name, data) -> rows.put(name, (double) data.rows().size()));
    return rows;
  }

  /** Who leads, by the log. */
  Leadership ledBy() {
    return log.leadership();
  }

  /** Number of keys and prefixes that somebody waits at. */
  public int watched() {
    return watches.size();
  }

  /** Number of readers that wait for a change of what they read. */
  public int waiting() {
    return watches.waiting();
  }

  /** How often a waiting reader was told of a change since the start. */
  public long woken() {
    return watches.woken();
  }

  @Override
  public void close() {
    log.close();
    notifier.shutdown();
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("a subscriber of the store failed", e);
    }
  }

  private final class Standing implements Subscription {
    private final Set<String> tables;
    private final Runnable onChange;
    private final AtomicBoolean due = new AtomicBoolean();
    private final AtomicBoolean running = new AtomicBoolean();

    Standing(Set<String> tables, Runnable onChange) {
      this.tables = tables;
      this.onChange = onChange;
    }

    void tell(Set<String> changed) {
      if (changed.stream().anyMatch(tables::contains)) {
        tell();
      }
    }

    void tell() {
      due.set(true);
      if (running.compareAndSet(false, true)) {
        notifier.execute(this::run);
      }
    }

    private void run() {
      while (due.getAndSet(false)) {
        guarded(onChange);
      }
      running.set(false);
      if (due.get() && running.compareAndSet(false, true)) {
        run();
      }
    }

    @Override
    public void close() {
      standing.remove(this);
    }
  }

  /** What the log drives. */
  private final class Machine implements StateMachine {

    @Override
    public State state() {
      return state;
    }

    @Override
    public Staged stage(List<? extends Command<?>> commands, Instant time) {
      State before = state;
      State current = before;
      List<Result> results = new ArrayList<>(commands.size());
      List<Command<?>> effective = new ArrayList<>(commands.size());
      List<Touched> touched = new ArrayList<>();
      for (Command<?> command : commands) {
        StateWriter writer = new StateWriter(current, time);
        try {
          results.add(new Result.Done(command.apply(writer)));
        } catch (RuntimeException e) {
          results.add(new Result.Failed(e));
          continue;
        }
        if (writer.changedSomething()) {
          current = writer.result();
          effective.add(command);
          touched.addAll(writer.touched());
        }
      }
      return new Staged(before, current, results, effective, touched);
    }

    @Override
    public void publish(Staged staged) {
      if (staged.before() != state) {
        throw new IllegalStateException("staged on another state than the current one");
      }
      state = staged.after();
      watches.publish(staged.touched());
      if (!standing.isEmpty()) {
        Set<String> changed = new HashSet<>();
        staged.touched().forEach(one -> changed.add(one.table()));
        standing.forEach(subscription -> subscription.tell(changed));
      }
    }

    @Override
    public void committed(int commands, long nanos) {
      StoreFigures told = figures;
      if (told != null) {
        told.committed(commands, nanos);
      }
    }

    @Override
    public void reset(State restored) {
      state = restored;
      // After the state: who sees the number risen sees this state.
      replaced.incrementAndGet();
      watches.tellAll();
      standing.forEach(Standing::tell);
      afterRestoring.forEach(task -> notifier.execute(() -> guarded(task)));
    }
  }
}
