package dev.treaty.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreTest {

  record Note(String text) implements Row {}

  static final TableId<Note> NOTES = new TableId<>("notes", Note.class);

  record Put(String key, String text) implements Command<Long> {
    @Override
    public Long apply(StateWriter writer) {
      return writer.put(NOTES, key, new Note(text)).modifyIndex();
    }
  }

  record Delete(String key) implements Command<Boolean> {
    @Override
    public Boolean apply(StateWriter writer) {
      return writer.delete(NOTES, key);
    }
  }

  record Break(String key) implements Command<Boolean> {
    @Override
    public Boolean apply(StateWriter writer) {
      writer.put(NOTES, key, new Note("half done"));
      throw new IllegalStateException("on purpose");
    }
  }

  record Exhaust(String key) implements Command<Boolean> {
    @Override
    public Boolean apply(StateWriter writer) {
      throw new StackOverflowError("on purpose");
    }
  }

  static StoreSchema schema() {
    return new StoreSchema()
        .table(NOTES)
        .command("put", Put.class)
        .command("delete", Delete.class)
        .command("break", Break.class)
        .command("exhaust", Exhaust.class);
  }

  private final Store store = Store.open(BatchedLog.inMemory(InstantSource.system()), schema());

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void keepsCreateIndexAndRaisesModifyIndex() {
    store.propose(new Put(Keys.of("a", "1"), "x"));
    store.propose(new Put(Keys.of("a", "1"), "y"));
    Stored<Note> row = store.state().table(NOTES).get(Keys.of("a", "1")).orElseThrow();
    assertThat(row.createIndex()).isEqualTo(1);
    assertThat(row.modifyIndex()).isEqualTo(2);
    assertThat(row.row().text()).isEqualTo("y");
  }

  @Test
  void aCommandThatThrowsLeavesNoTraceAndTakesNoIndex() {
    assertThatThrownBy(() -> store.propose(new Break("k"))).hasMessage("on purpose");
    assertThat(store.state().index()).isZero();
    assertThat(store.state().table(NOTES).get("k")).isEmpty();
    assertThat(store.propose(new Put("k", "v"))).isEqualTo(1);
  }

  @Test
  void anErrorEndsOneBatchAndNotTheWriter() {
    assertThatThrownBy(() -> store.propose(new Exhaust("k")))
        .hasRootCauseInstanceOf(StackOverflowError.class);
    assertThat(store.propose(new Put("k", "v"))).isEqualTo(1);
  }

  @Test
  void aCommandThatChangesNothingTakesNoIndex() {
    assertThat(store.propose(new Delete("missing"))).isFalse();
    assertThat(store.state().index()).isZero();
  }

  @Test
  void theIndexOfAListNeverGoesBackWhenItsRowsEnd() {
    store.propose(new Put(Keys.of("web", "1"), "x"));
    store.propose(new Put(Keys.of("api", "1"), "x"));
    store.propose(new Put(Keys.of("web", "2"), "x"));
    String web = Keys.prefix("web");
    long full = store.state().table(NOTES).index(web);
    store.propose(new Delete(Keys.of("web", "2")));
    long less = store.state().table(NOTES).index(web);
    store.propose(new Delete(Keys.of("web", "1")));
    long none = store.state().table(NOTES).index(web);
    assertThat(full).isEqualTo(3);
    assertThat(less).isEqualTo(4);
    assertThat(none).isEqualTo(5);
    assertThat(store.state().table(NOTES).index(Keys.prefix("api"))).isEqualTo(2);
  }

  @Test
  void wakesWhoReadTheKeyAndNobodyElse() throws InterruptedException {
    store.propose(new Put(Keys.of("a", "1"), "x"));
    Reader concerned = store.reader();
    concerned.table(NOTES).get(Keys.of("a", "1"));
    Reader lister = store.reader();
    lister.table(NOTES).prefix(Keys.prefix("a"));
    Reader odd = store.reader();
    odd.table(NOTES).prefix("a\u00001");
    Reader other = store.reader();
    other.table(NOTES).prefix(Keys.prefix("b"));
    other.table(NOTES).get(Keys.of("a", "2"));
    CountDownLatch told = new CountDownLatch(3);
    AtomicInteger wrong = new AtomicInteger();
    store.watch(concerned, told::countDown);
    store.watch(lister, told::countDown);
    store.watch(odd, told::countDown);
    Subscription left = store.watch(other, wrong::incrementAndGet);
    store.propose(new Put(Keys.of("a", "1"), "y"));
    assertThat(told.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(wrong).hasValue(0);
    assertThat(store.watched()).isEqualTo(2);
    left.close();
    assertThat(store.watched()).isZero();
  }

  @Test
  void wakesAtOnceWhoRegistersAfterTheChange() throws InterruptedException {
    Reader reader = store.reader();
    reader.table(NOTES).get("k");
    store.propose(new Put("k", "v"));
    CountDownLatch told = new CountDownLatch(1);
    store.watch(reader, told::countDown);
    assertThat(told.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void tellsStandingSubscribersOfTheirTablesOnly() {
    TableId<Note> others = new TableId<>("others", Note.class);
    AtomicInteger notes = new AtomicInteger();
    AtomicInteger wrong = new AtomicInteger();
    store.onChange(notes::incrementAndGet, NOTES);
    store.onChange(wrong::incrementAndGet, others);
    store.propose(new Put("k", "v"));
    await().untilAsserted(() -> assertThat(notes).hasValue(1));
    assertThat(wrong).hasValue(0);
  }

  @Test
  void refusesCommandsItDoesNotKnow() {
    record Unknown() implements Command<Boolean> {
      @Override
      public Boolean apply(StateWriter writer) {
        return true;
      }
    }
    assertThatThrownBy(() -> store.propose(new Unknown()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSingleServerLeadsAndItsReadsNeedNoWaiting() {
    assertThat(store.leadership().leads()).isTrue();
    assertThat(store.leadership().sinceContact()).isZero();
    store.propose(new Put("k", "v"));
    store.readBarrier();
    assertThat(BatchedLog.inMemory(InstantSource.system()).readBarrier())
        .isCompletedExceptionally();
  }

  @Test
  void refusesWritesOnceClosed() {
    store.close();
    assertThatThrownBy(() -> store.propose(new Put("k", "v")))
        .isInstanceOf(StoreUnavailableException.class);
  }
}
