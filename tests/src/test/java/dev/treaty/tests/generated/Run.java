package dev.treaty.tests.generated;

import dev.treaty.model.entry.EntryJudge;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.entry.Verdict;
import dev.treaty.model.schema.EntryKind;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Generated entries of one kind on their way to a server and back. */
final class Run {

  private static final int TRIES_EACH = 200;
  private static final int SHRUNK = 5;

  private final Served server;
  private final ServerProfile profile;
  private final EntryKind kind;
  private final List<String> differences = new ArrayList<>();

  Run(Served server, ServerProfile profile, EntryKind kind) {
    this.server = server;
    this.profile = profile;
    this.kind = kind;
  }

  List<String> differences() {
    return List.copyOf(differences);
  }

  /** Writes entries until so many good ones were read back; says how many they were. */
  int good(int wanted, Supplier<Value.Fields> source) {
    int done = 0;
    for (int i = 0; i < wanted * TRIES_EACH && done < wanted; i++) {
      Value.Fields entry = source.get();
      if (judge(entry) instanceof Verdict.Accepted && judged(entry)) {
        done++;
      }
    }
    return done;
  }

  /** Writes entries until so many bad ones were refused; says how many they were. */
  int bad(int wanted, Supplier<Value.Fields> source) {
    int done = 0;
    for (int i = 0; i < wanted * TRIES_EACH && done < wanted; i++) {
      if (!judged(source.get())) {
        done++;
      }
    }
    return done;
  }

  private Verdict judge(Value.Fields entry) {
    return EntryJudge.judgeJson(ValueJson.bytes(entry), profile);
  }

  /** What became of an entry. */
  private record Outcome(boolean taken, Optional<String> difference) {}

  /** Whether the server takes the entry; what it says other than we do is kept, made small. */
  private boolean judged(Value.Fields entry) {
    Outcome outcome = outcome(entry);
    if (outcome.difference().isPresent()) {
      Value.Fields least =
          differences.size() < SHRUNK
              ? Shrinking.smallest(entry, smaller -> outcome(smaller).difference().isPresent())
              : entry;
      differences.add(
          ValueJson.write(least)
              + "\n   "
              + outcome(least).difference().or(outcome::difference).orElseThrow());
    }
    return outcome.taken();
  }

  private Outcome outcome(Value.Fields entry) {
    Verdict ours = judge(entry);
    if (ours instanceof Verdict.Refused refused && Differences.isStricter(refused)) {
      return new Outcome(false, Optional.empty());
    }
    Served.Answer put = server.put(entry);
    if (Differences.ofGraph(put)) {
      return new Outcome(false, Optional.empty());
    }
    Optional<String> difference =
        switch (ours) {
          case Verdict.Accepted accepted -> accepted(accepted, put);
          case Verdict.Refused refused -> Differences.ofRefused(refused, put);
        };
    if (put.status() == 200 && ours instanceof Verdict.Refused) {
      server.delete(EntryKey.of(kind.name(), entry.text("Name")));
    }
    return new Outcome(put.status() == 200, difference);
  }

  private Optional<String> accepted(Verdict.Accepted ours, Served.Answer put) {
    if (put.status() != 200) {
      return Optional.of("accepted; server: " + put.status() + " " + put.body());
    }
    EntryKey key = ours.entry().key();
    Optional<String> difference = Differences.ofStored(ours.entry(), server.get(key));
    server.delete(key);
    return difference;
  }
}
