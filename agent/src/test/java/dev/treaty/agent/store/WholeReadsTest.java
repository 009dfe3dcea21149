package dev.treaty.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.agent.store.StoreTest.Note;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Who reads while pairs are written never sees half of one (bar R4).
 *
 * <p>The long run: {@code -Dtreaty.test.reads=1000000}.
 */
class WholeReadsTest {

  private static final int READS = Integer.getInteger("treaty.test.reads", 20_000);
  private static final String LEFT = Keys.of("pair", "left");
  private static final String RIGHT = Keys.of("pair", "right");

  record PutPair(String text) implements Command<Long> {
    @Override
    public Long apply(StateWriter writer) {
      writer.put(StoreTest.NOTES, LEFT, new Note(text));
      return writer.put(StoreTest.NOTES, RIGHT, new Note(text)).modifyIndex();
    }
  }

  private final Store store =
      Store.open(
          BatchedLog.inMemory(InstantSource.system()),
          StoreTest.schema().command("put-pair", PutPair.class));

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void noPairIsTorn() throws Exception {
    store.propose(new PutPair("0"));
    AtomicBoolean over = new AtomicBoolean();
    try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
      Future<Integer> writes = writer.submit(() -> write(over));
      int torn = 0;
      long last = 0;
      for (int i = 0; i < READS; i++) {
        Reader reader = store.reader();
        Table<Note> notes = reader.table(StoreTest.NOTES);
        Stored<Note> left = notes.get(LEFT).orElseThrow();
        List<Stored<Note>> list = notes.prefix(Keys.prefix("pair"));
        Stored<Note> right = notes.get(RIGHT).orElseThrow();
        if (!left.equals(list.getFirst())
            || !right.equals(list.getLast())
            || !left.row().equals(right.row())
            || notes.index(Keys.prefix("pair")) != right.modifyIndex()) {
          torn++;
        }
        assertThat(right.modifyIndex()).isGreaterThanOrEqualTo(last);
        last = right.modifyIndex();
      }
      over.set(true);
      assertThat(writes.get()).as("pairs written meanwhile").isPositive();
      assertThat(torn).isZero();
      assertThat(last).as("the writer was seen at work").isGreaterThan(1);
    }
  }

  private int write(AtomicBoolean over) {
    int written = 0;
    while (!over.get()) {
      store.propose(new PutPair(String.valueOf(++written)));
    }
    return written;
  }
}
