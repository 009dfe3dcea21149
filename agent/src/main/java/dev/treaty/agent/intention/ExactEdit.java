package dev.treaty.agent.intention;

import dev.treaty.agent.config.ConfigEntries;
import dev.treaty.agent.config.ConfigRow;
import dev.treaty.agent.config.DeleteEntry;
import dev.treaty.agent.config.PutControlled;
import dev.treaty.agent.config.PutEntry;
import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.store.Stored;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryJudge;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.Verdict;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes one source of an entry: read, edit, judge, and write only if nobody wrote in between,
 * else all over again.
 */
final class ExactEdit {

  private static final int ATTEMPTS = 100;

  private final AgentContext context;

  ExactEdit(AgentContext context) {
    this.context = context;
  }

  /** What becomes of the sources. */
  @FunctionalInterface
  interface Change {
    /**
     * @throws ApiException where the change is not possible
     */
    List<Value> of(List<Value.Fields> sources, Optional<Value.Fields> entryMeta);
  }

  /** Changes the sources of the destination's entry; with the last one the entry goes. */
  void change(ServicePart destination, Change change) {
    change(destination, true, change);
  }

  /**
   * @param byId whether this is the older API; any other edit makes the sources lose their IDs
   */
  private void change(ServicePart destination, boolean byId, Change change) {
    for (int i = 0; i < ATTEMPTS; i++) {
      Optional<Stored<ConfigRow>> before = find(destination);
      List<Value> after =
          change.of(
              sources(before), before.map(found -> found.row().entry().body().fields("Meta")));
      boolean done =
          after.isEmpty()
              ? before.isEmpty() || drop(before.get())
              : store(destination, byId, before, after);
      if (done) {
        return;
      }
    }
    throw tooBusy();
  }

  /** Puts the source in the place of the one with its name, a peer's included, as Consul does. */
  void put(ServicePart source, ServicePart destination, ExactBody body) {
    change(
        destination,
        false,
        (old, meta) -> {
          Value.Fields content = body.source(source, meta);
          List<Value> sources = new ArrayList<>();
          boolean replaced = false;
          for (Value.Fields one : old) {
            boolean same = !replaced && names(one, source);
            sources.add(same ? content : one);
            replaced |= same;
          }
          if (!replaced) {
            sources.add(content);
          }
          return sources;
        });
  }

  /** Removes the local source of that name. */
  void delete(ServicePart source, ServicePart destination) {
    if (sources(find(destination)).stream().noneMatch(one -> isLocal(one, source))) {
      return;
    }
    change(
        destination,
        false,
        (old, meta) -> List.copyOf(old.stream().filter(one -> !isLocal(one, source)).toList()));
  }

  private static boolean isLocal(Value.Fields one, ServicePart source) {
    return names(one, source) && one.text("Peer").isEmpty();
  }

  private boolean drop(Stored<ConfigRow> entry) {
    DeleteEntry.Outcome outcome =
        context
            .store()
            .propose(
                new DeleteEntry(
                    entry.row().entry().key(),
                    Optional.of(entry.modifyIndex()),
                    context.settings().isCommunity()));
    return switch (outcome) {
      case DeleteEntry.Outcome.Gone() -> true;
      case DeleteEntry.Outcome.Conflict() -> false;
      case DeleteEntry.Outcome.Refused(String text) -> throw ApiException.refused(text);
    };
  }

  private Optional<Stored<ConfigRow>> find(ServicePart destination) {
    EntryKey key = new EntryKey(Listed.KIND, destination.tenancy(), destination.name());
    return ConfigEntries.stored(context.store().state(), key);
  }

  private static List<Value.Fields> sources(Optional<Stored<ConfigRow>> entry) {
    return entry.map(found -> found.row().entry().body().maps("Sources")).orElse(List.of());
  }

  private static boolean names(Value.Fields old, ServicePart source) {
    String namespace = old.text("Namespace").isEmpty() ? "default" : old.text("Namespace");
    return old.text("Name").equals(source.name()) && namespace.equals(source.tenancy().namespace());
  }

  private boolean store(
      ServicePart destination,
      boolean byId,
      Optional<Stored<ConfigRow>> before,
      List<Value> sources) {
    Value.Fields body =
        before
            .map(found -> found.row().entry().body())
            .orElseGet(() -> fresh(destination))
            .with("Sources", new Value.Items(LegacyFields.without(sources)));
    Verdict verdict = EntryJudge.judgeJson(ValueJson.bytes(body), context.settings().profile());
    return switch (verdict) {
      case Verdict.Refused refused -> throw ApiException.refused(refused.consulText());
      case Verdict.Accepted accepted ->
          store(byId ? LegacyFields.restore(accepted.entry(), sources) : accepted.entry(), before);
    };
  }

  private boolean store(Entry entry, Optional<Stored<ConfigRow>> before) {
    long expected = before.map(Stored::modifyIndex).orElse(0L);
    ConfigRow row = ConfigRow.of(entry);
    if (before.filter(stored -> stored.row().equals(row)).isPresent()) {
      // Unlike an entry, an intention that is written again gets a new index.
      return context.store().propose(new PutControlled(row, expected));
    }
    PutEntry.Outcome outcome =
        context
            .store()
            .propose(new PutEntry(row, Optional.of(expected), context.settings().isCommunity()));
    return switch (outcome) {
      case PutEntry.Outcome.Stands() -> true;
      case PutEntry.Outcome.Conflict() -> false;
      case PutEntry.Outcome.Refused(String text) -> throw ApiException.refused(text);
    };
  }

  private static Value.Fields fresh(ServicePart destination) {
    Value.Fields body =
        Value.Fields.EMPTY
            .with("Kind", Value.text(Listed.KIND))
            .with("Name", Value.text(destination.name()));
    if (!destination.tenancy().partition().equals("default")) {
      body = body.with("Partition", Value.text(destination.tenancy().partition()));
    }
    return destination.tenancy().namespace().equals("default")
        ? body
        : body.with("Namespace", Value.text(destination.tenancy().namespace()));
  }

  private static ApiException tooBusy() {
    return ApiException.refused("the intentions of this destination change too fast; try again");
  }
}
