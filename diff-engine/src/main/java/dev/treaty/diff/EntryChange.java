package dev.treaty.diff;

import dev.treaty.model.entry.CanonicalForm;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.live.LiveEntry;
import dev.treaty.model.peering.ClusterName;
import java.util.List;
import java.util.Optional;

/** A change of one config entry in one cluster. */
public sealed interface EntryChange extends Change {

  ClusterName cluster();

  EntryKey key();

  /** As it is live, marks included. */
  Optional<Entry> before();

  /** Exactly what is to be written, our marks included. */
  Optional<Entry> after();

  /** What a compare-and-set write must name; 0 means: it must not exist yet. */
  long modifyIndex();

  /** What differs, marks left out; empty for a create or a delete. */
  List<FieldChange> fields();

  @Override
  default String address() {
    return cluster() + "/" + key().path();
  }

  @Override
  default List<ClusterName> clusters() {
    return List.of(cluster());
  }

  @Override
  default String note() {
    return "";
  }

  /** Write what is not there. */
  record Create(ClusterName cluster, EntryKey key, Entry written, ChangeReason reason, Declared at)
      implements EntryChange {
    @Override
    public Action action() {
      return Action.CREATE;
    }

    @Override
    public Optional<Entry> before() {
      return Optional.empty();
    }

    @Override
    public Optional<Entry> after() {
      return Optional.of(written);
    }

    @Override
    public long modifyIndex() {
      return 0;
    }

    @Override
    public List<FieldChange> fields() {
      return List.of();
    }

    @Override
    public Optional<Declared> declared() {
      return Optional.of(at);
    }
  }

  /** Overwrite what is there, if it still stands at {@code modifyIndex}. */
  record Update(
      ClusterName cluster,
      EntryKey key,
      Entry live,
      Entry written,
      long modifyIndex,
      List<FieldChange> fields,
      ChangeReason reason,
      Declared at,
      String note)
      implements EntryChange {
    public Update {
      fields = List.copyOf(fields);
    }

    @Override
    public Action action() {
      return Action.UPDATE;
    }

    @Override
    public Optional<Entry> before() {
      return Optional.of(live);
    }

    @Override
    public Optional<Entry> after() {
      return Optional.of(written);
    }

    @Override
    public Optional<Declared> declared() {
      return Optional.of(at);
    }
  }

  /**
   * Write what shall be there over what this very plan wrote earlier; the index is only known then.
   *
   * @param loosened what the earlier write left there
   */
  record Restore(
      ClusterName cluster,
      EntryKey key,
      Entry loosened,
      Entry written,
      ChangeReason reason,
      Declared at,
      String note)
      implements EntryChange {
    @Override
    public Action action() {
      return Action.UPDATE;
    }

    @Override
    public Optional<Entry> before() {
      return Optional.of(loosened);
    }

    @Override
    public Optional<Entry> after() {
      return Optional.of(written);
    }

    @Override
    public long modifyIndex() {
      return 0;
    }

    @Override
    public List<FieldChange> fields() {
      return Comparison.compare(loosened, written);
    }

    @Override
    public Optional<Declared> declared() {
      return Optional.of(at);
    }
  }

  /** Delete what is ours and no longer declared, if it still stands at {@code modifyIndex}. */
  record Delete(
      ClusterName cluster, EntryKey key, Entry live, long modifyIndex, ChangeReason reason)
      implements EntryChange {
    @Override
    public Action action() {
      return Action.DELETE;
    }

    @Override
    public Optional<Entry> before() {
      return Optional.of(live);
    }

    @Override
    public Optional<Entry> after() {
      return Optional.empty();
    }

    @Override
    public List<FieldChange> fields() {
      return List.of();
    }

    @Override
    public Optional<Declared> declared() {
      return Optional.empty();
    }
  }

  /**
   * Take our marks off and leave the rest, if it still stands at {@code modifyIndex}.
   *
   * @param written what is there without our marks
   */
  record Release(
      ClusterName cluster,
      EntryKey key,
      Entry live,
      Entry written,
      long modifyIndex,
      Optional<Declared> declared,
      String note)
      implements EntryChange {

    /** The release of a live entry. */
    public static Release of(
        ClusterName cluster, LiveEntry there, Optional<Declared> declared, String note) {
      Entry live = there.entry();
      Entry bare = CanonicalForm.withoutMarks(live);
      return new Release(cluster, live.key(), live, bare, there.modifyIndex(), declared, note);
    }

    @Override
    public Action action() {
      return Action.UPDATE;
    }

    @Override
    public ChangeReason reason() {
      return ChangeReason.RELEASED;
    }

    @Override
    public Optional<Entry> before() {
      return Optional.of(live);
    }

    @Override
    public Optional<Entry> after() {
      return Optional.of(written);
    }

    @Override
    public List<FieldChange> fields() {
      return List.of();
    }
  }

  /** Ours, and as declared. */
  record Keep(ClusterName cluster, EntryKey key, Entry live, long modifyIndex, Declared at)
      implements EntryChange {
    @Override
    public Action action() {
      return Action.KEEP;
    }

    @Override
    public ChangeReason reason() {
      return ChangeReason.IN_SYNC;
    }

    @Override
    public Optional<Entry> before() {
      return Optional.of(live);
    }

    @Override
    public Optional<Entry> after() {
      return Optional.of(live);
    }

    @Override
    public List<FieldChange> fields() {
      return List.of();
    }

    @Override
    public Optional<Declared> declared() {
      return Optional.of(at);
    }
  }

  /**
   * Left alone on purpose, and said so.
   *
   * @param live what stands there; empty where it could not be read
   * @param fields how it differs from the declaration, where there is one
   */
  record Report(
      ClusterName cluster,
      EntryKey key,
      Optional<Entry> live,
      long modifyIndex,
      List<FieldChange> fields,
      ChangeReason reason,
      Optional<Declared> declared,
      String note)
      implements EntryChange {
    public Report {
      fields = List.copyOf(fields);
    }

    @Override
    public Action action() {
      return Action.REPORT;
    }

    @Override
    public Optional<Entry> before() {
      return live;
    }

    @Override
    public Optional<Entry> after() {
      return live;
    }
  }
}
