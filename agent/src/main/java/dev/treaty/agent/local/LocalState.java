package dev.treaty.agent.local;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.Reader;
import dev.treaty.agent.store.Store;
import dev.treaty.agent.store.Subscription;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The agent's own registrations: what is changed here is durable, and on its way to the catalog.
 */
final class LocalState {

  /** How long a caller waits for the catalog; what was told is kept whether it hears or not. */
  private static final Duration CATALOG_WAIT = Duration.ofSeconds(5);

  private final Store store;
  private final CatalogSync sync;

  LocalState(Store store, CatalogSync sync) {
    this.store = store;
    this.sync = sync;
  }

  LocalView view() {
    return new LocalView(store.state());
  }

  Reader reader() {
    return store.reader();
  }

  Subscription watch(Reader reader, Runnable onChange) {
    return store.watch(reader, onChange);
  }

  /** Changes what is kept and, as Consul does before it answers, the catalog after it. */
  LocalOutcome change(Command<LocalOutcome> command) {
    LocalOutcome outcome = store.propose(command);
    if (outcome instanceof LocalOutcome.Done(Touched touched)) {
      await(sync.push(touched));
    }
    return outcome;
  }

  /** Changes what is kept and leaves it to the catalog's turn to follow. */
  LocalOutcome changeOnly(Command<LocalOutcome> command) {
    LocalOutcome outcome = store.propose(command);
    if (outcome instanceof LocalOutcome.Done(Touched touched)) {
      var unused = sync.push(touched);
    }
    return outcome;
  }

  private static void await(CompletableFuture<Boolean> written) {
    try {
      var unused = written.get(CATALOG_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return; // It stays to be written.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a round never fails but says so", e);
    }
  }
}
