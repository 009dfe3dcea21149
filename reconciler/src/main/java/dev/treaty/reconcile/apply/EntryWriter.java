package dev.treaty.reconcile.apply;

import dev.treaty.diff.EntryChange;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.StoredEntry;
import dev.treaty.model.live.LiveEntry;
import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulClient;
import dev.treaty.reconcile.live.EntryReading;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes or deletes one entry under the index that the plan saw, and reads it back. */
final class EntryWriter {
  private final ConsulClient client;

  EntryWriter(ConsulClient client) {
    this.client = client;
  }

  Attempt write(EntryChange change) {
    return switch (change) {
      case EntryChange.Create create -> put(create, create.written());
      case EntryChange.Update update -> put(update, update.written());
      case EntryChange.Restore restore -> restore(restore);
      case EntryChange.Release release -> put(release, release.written());
      case EntryChange.Delete delete -> delete(delete);
      case EntryChange.Keep keep -> Attempt.DONE;
      case EntryChange.Report report -> Attempt.DONE;
    };
  }

  /** Only over what the plan itself wrote before. */
  private Attempt restore(EntryChange.Restore change) {
    return switch (client.readConfig(change.key())) {
      case ConsulAnswer.Done<Value.Fields>(Value.Fields object, long index, boolean filtered) -> {
        Optional<LiveEntry> there = EntryReading.read(object);
        boolean ours =
            there
                .map(LiveEntry::entry)
                .filter(entry -> WrittenForm.differences(change.loosened(), entry).isEmpty())
                .isPresent();
        yield ours
            ? put(change, change.written(), there.get().modifyIndex())
            : new Attempt.Conflict("it changed since this run wrote it");
      }
      case ConsulAnswer.Refused<Value.Fields> refused ->
          refused.isNotFound()
              ? new Attempt.Conflict("it is gone")
              : new Attempt.Failure("it could not be read: " + refused.describe());
      case ConsulAnswer.Unreachable<Value.Fields> lost -> new Attempt.Failure(lost.describe());
      case ConsulAnswer.Malformed<Value.Fields> odd -> new Attempt.Failure(odd.describe());
    };
  }

  private Attempt put(EntryChange change, Entry written) {
    return put(change, written, change.modifyIndex());
  }

  private Attempt put(EntryChange change, Entry written, long expected) {
    OptionalLong cas = OptionalLong.of(expected);
    Value.Fields body = StoredEntry.toSend(written);
    ConsulAnswer<Boolean> answer = client.writeConfig(body, cas);
    if (answer instanceof ConsulAnswer.Refused<Boolean> refused && looksLikeBug(body, refused)) {
      answer =
          client.writeConfig(
              body.with("Protocol", Value.text(body.fields("Config").text("protocol"))), cas);
    }
    return switch (answer) {
      case ConsulAnswer.Done<Boolean>(Boolean taken, long index, boolean filtered) ->
          verify(
              change.key(), written, taken ? "the server stored something else: " : moved(change));
      case ConsulAnswer.Refused<Boolean> refused -> new Attempt.Failure(refused.describe());
      // It may have been written all the same: what stands there now tells.
      case ConsulAnswer.Unreachable<Boolean> lost -> verify(change.key(), written, lost.describe());
      case ConsulAnswer.Malformed<Boolean> odd -> new Attempt.Failure(odd.describe());
    };
  }

  /**
   * Releases such as 1.16.4 check proxy-defaults before they derive its protocol, and refuse what
   * routers rest on; saying the derived field outright helps.
   */
  private static boolean looksLikeBug(Value.Fields body, ConsulAnswer.Refused<Boolean> refused) {
    return body.text("Kind").equals("proxy-defaults")
        && !body.fields("Config").text("protocol").isEmpty()
        && refused.describe().contains("protocol");
  }

  private static String moved(EntryChange change) {
    return change.modifyIndex() == 0
        ? "it exists by now"
        : "it changed since it was read at index " + change.modifyIndex();
  }

  private Attempt verify(EntryKey key, Entry written, String otherwise) {
    return switch (client.readConfig(key)) {
      case ConsulAnswer.Done<Value.Fields>(Value.Fields object, long index, boolean filtered) -> {
        Optional<Entry> stored = EntryReading.read(object).map(LiveEntry::entry);
        List<String> differing =
            stored.isPresent()
                ? WrittenForm.differences(written, stored.get())
                : List.of("no entry");
        yield differing.isEmpty() ? Attempt.DONE : unequal(otherwise, differing);
      }
      case ConsulAnswer.Refused<Value.Fields> refused ->
          refused.isNotFound()
              ? new Attempt.Conflict("it is gone again")
              : new Attempt.Failure("it could not be read back: " + refused.describe());
      case ConsulAnswer.Unreachable<Value.Fields> lost ->
          new Attempt.Failure(lost.describe() + "; whether it was written is not known");
      case ConsulAnswer.Malformed<Value.Fields> odd -> new Attempt.Failure(odd.describe());
    };
  }

  private static Attempt unequal(String otherwise, List<String> differing) {
    return otherwise.startsWith("the server stored")
        ? new Attempt.Failure(otherwise + String.join(", ", differing))
        : new Attempt.Conflict(otherwise);
  }

  private Attempt delete(EntryChange.Delete change) {
    ConsulAnswer<Boolean> answer =
        client.deleteConfig(change.key(), OptionalLong.of(change.modifyIndex()));
    return switch (answer) {
      case ConsulAnswer.Done<Boolean>(Boolean gone, long index, boolean filtered) ->
          gone ? Attempt.DONE : new Attempt.Conflict(moved(change));
      case ConsulAnswer.Refused<Boolean> refused -> new Attempt.Failure(refused.describe());
      case ConsulAnswer.Unreachable<Boolean> lost ->
          client.readConfig(change.key()).isNotFound()
              ? Attempt.DONE
              : new Attempt.Failure(lost.describe());
      case ConsulAnswer.Malformed<Boolean> odd -> new Attempt.Failure(odd.describe());
    };
  }
}
