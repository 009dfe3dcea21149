package dev.treaty.agent.store.raft;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.Row;
import dev.treaty.agent.store.StateWriter;
import dev.treaty.agent.store.StoreSchema;
import dev.treaty.agent.store.TableId;

/** A table to test with. */
final class Notes {

  static final TableId<Note> TABLE = new TableId<>("notes", Note.class);

  private Notes() {}

  record Note(String text) implements Row {}

  record Put(String key, String text) implements Command<Long> {
    @Override
    public Long apply(StateWriter writer) {
      return writer.put(TABLE, key, new Note(text)).modifyIndex();
    }
  }

  /** Adds one to a number, if it stands where the caller thinks. */
  record Count(String key, long expected) implements Command<Boolean> {
    @Override
    public Boolean apply(StateWriter writer) {
      long now = writer.get(TABLE, key).map(row -> Long.parseLong(row.row().text())).orElse(0L);
      if (now != expected) {
        return false;
      }
      writer.put(TABLE, key, new Note(Long.toString(now + 1)));
      return true;
    }
  }

  record Stamp(String key) implements Command<Boolean> {
    @Override
    public Boolean apply(StateWriter writer) {
      writer.put(TABLE, key, new Note(writer.time().toString()));
      return true;
    }
  }

  record Break(String key) implements Command<Boolean> {
    @Override
    public Boolean apply(StateWriter writer) {
      writer.put(TABLE, key, new Note("half done"));
      throw new IllegalStateException("on purpose");
    }
  }

  static StoreSchema schema() {
    return new StoreSchema()
        .table(TABLE)
        .command("put", Put.class)
        .command("count", Count.class)
        .command("stamp", Stamp.class)
        .command("break", Break.class);
  }
}
