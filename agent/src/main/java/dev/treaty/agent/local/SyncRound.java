package dev.treaty.agent.local;

import dev.treaty.agent.catalog.CatalogOutcome;
import dev.treaty.agent.catalog.CheckRow;
import dev.treaty.agent.catalog.Deregister;
import dev.treaty.agent.catalog.NodeRow;
import dev.treaty.agent.catalog.Register;
import dev.treaty.agent.catalog.ServiceRow;
import dev.treaty.agent.store.Store;
import dev.treaty.model.entry.Tenancy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes some of the agent's own rows to the catalog, as they are now, or takes them out where they
 * are no more. Rounds never overlap, so the last one wins with the newest.
 */
final class SyncRound {

  private static final Logger LOG = LoggerFactory.getLogger(SyncRound.class);

  /** Writes at once: a store keeps many as cheaply as one. */
  private static final int AT_ONCE = 64;

  private final Store local;
  private final CatalogLink catalog;
  private final NodeRow node;
  private final Runnable beforeComparing;
  private final Executor workers;

  SyncRound(
      Store local, CatalogLink catalog, NodeRow node, Runnable beforeComparing, Executor workers) {
    this.local = local;
    this.catalog = catalog;
    this.node = node;
    this.beforeComparing = beforeComparing;
    this.workers = workers;
  }

  /** The name of the agent's node. */
  String node() {
    return node.name();
  }

  /** One write and what it is about. */
  private record Write(Touched about, Supplier<CatalogOutcome> run) {}

  /**
   * Where the catalog differs now; takes over the tags that it may set.
   *
   * @param unknownToo whether to name what the agent does not know, to be taken out
   */
  Touched drift(boolean unknownToo) {
    beforeComparing.run();
    CatalogLink.Contents there = catalog.read(node.name());
    LocalView view = new LocalView(local.state());
    Drift drift = Drift.of(node, view.services(), view.checks(), there);
    drift.tags().forEach((id, tags) -> local.propose(new AdoptTags(id, tags)));
    return unknownToo ? drift.touched().and(drift.unknown()) : drift.touched();
  }

  /** Writes these; answers what could not be written. */
  Touched write(Touched touched) {
    LocalView view = new LocalView(local.state());
    List<Touched> failed = new ArrayList<>();
    if (touched.node()) {
      failed.addAll(run(List.of(nodeWrite())));
    }
    Map<String, List<CheckRow>> due = due(view, touched.checks());
    List<Write> services = new ArrayList<>();
    touched
        .services()
        .forEach((id, namespace) ->
            services.add(serviceWrite(view, id, namespace, due.getOrDefault(id, List.of()))));
    failed.addAll(run(services));
    List<Write> rest = new ArrayList<>();
    for (String id : touched.checks()) {
      Optional<CheckRow> row = view.check(id).map(LocalCheck::row);
      boolean rode =
          row.filter(check -> touched.services().containsKey(check.serviceId())).isPresent();
      if (!rode) {
        rest.add(checkWrite(view, id, row));
      }
    }
    failed.addAll(run(rest));
    return Touched.all(failed);
  }

  /** The checks that can ride along with their services. */
  private static Map<String, List<CheckRow>> due(LocalView view, Set<String> checks) {
    Map<String, List<CheckRow>> due = new HashMap<>();
    for (String id : checks) {
      view.check(id)
          .map(LocalCheck::row)
          .ifPresent(
              row -> due.computeIfAbsent(row.serviceId(), key -> new ArrayList<>()).add(row));
    }
    return due;
  }

  private Write nodeWrite() {
    return new Write(
        Touched.NODE,
        () -> catalog.register(new Register(node, false, Optional.empty(), List.of())));
  }

  private Write serviceWrite(LocalView view, String id, String namespace, List<CheckRow> checks) {
    Optional<ServiceRow> row = view.service(id);
    if (row.isEmpty()) {
      Tenancy tenancy = new Tenancy(Tenancy.DEFAULT.partition(), namespace);
      return new Write(
          Touched.service(id, namespace, Set.of()),
          () -> catalog.deregister(new Deregister(tenancy, node.name(), id, "")));
    }
    return new Write(
        Touched.service(
            id, namespace, checks.stream().map(CheckRow::id).collect(Collectors.toSet())),
        () -> catalog.register(new Register(node, true, row, checks)));
  }

  private Write checkWrite(LocalView view, String id, Optional<CheckRow> row) {
    if (row.isEmpty()) {
      return new Write(
          Touched.check(id),
          () -> catalog.deregister(new Deregister(Tenancy.DEFAULT, node.name(), "", id)));
    }
    Register alone = new Register(node, true, Optional.empty(), List.of(row.get()));
    Optional<ServiceRow> owner = view.service(row.get().serviceId());
    return new Write(
        Touched.check(id),
        () -> {
          CatalogOutcome outcome = catalog.register(alone);
          // The catalog may have lost the service: with it, the check has a place.
          return outcome instanceof CatalogOutcome.Refused && owner.isPresent()
              ? catalog.register(new Register(node, true, owner, alone.checks()))
              : outcome;
        });
  }

  private List<Touched> run(List<Write> writes) {
    if (writes.size() <= 1) {
      return writes.stream().map(SyncRound::one).toList();
    }
    Semaphore permits = new Semaphore(AT_ONCE);
    List<CompletableFuture<Touched>> running = new ArrayList<>();
    for (Write write : writes) {
      permits.acquireUninterruptibly();
      running.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return one(write);
                } finally {
                  permits.release();
                }
              },
              workers));
    }
    return running.stream().map(CompletableFuture::join).toList();
  }

  private static Touched one(Write write) {
    try {
      if (write.run().get() instanceof CatalogOutcome.Refused(String reason)) {
        LOG.warn("the catalog does not take {}: {}", write.about(), reason);
        return write.about();
      }
      return Touched.NOTHING;
    } catch (RuntimeException e) {
      LOG.warn("the catalog is out of reach for {}: {}", write.about(), String.valueOf(e));
      return write.about();
    }
  }
}
