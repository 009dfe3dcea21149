package dev.treaty.agent.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.treaty.agent.http.LiveAgent.Got;
import dev.treaty.agent.http.ReadersUnderWrites.Key;
import dev.treaty.agent.store.Store;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What blocking readers see while others write (bar R2).
 *
 * <p>The long run: {@code -Dtreaty.test.readers=200 -Dtreaty.test.writes=20000}.
 */
class IndexRuleTest {

  private static final int READERS = Integer.getInteger("treaty.test.readers", 40);
  private static final int WRITES = Integer.getInteger("treaty.test.writes", 600);
  private static final String ENTRY = "/v1/config/service-defaults/";

  private final LiveAgent agent = LiveAgent.embedded();
  private final Store store = agent.agent().store();

  @AfterEach
  void close() {
    agent.close();
  }

  private void write(String name, int value) {
    assertThat(agent.put("/v1/config", Key.body(name, value)).body()).isEqualTo("true");
  }

  @Test
  void noReaderMissesAStateOrSeesAnIndexFall() throws Exception {
    ReadersUnderWrites load = new ReadersUnderWrites(agent.agent().httpAddress(), READERS);
    load.run(WRITES);
    assertThat(load.complaints()).isEmpty();
    assertThat(load.answers()).isGreaterThan(READERS);
  }

  @Test
  void aWriteWakesOnlyThoseWhoCouldSeeIt() throws Exception {
    int others = 20;
    for (int i = 0; i < others; i++) {
      write("entry-" + i, 1);
    }
    write("mine", 1);
    int idle = await().atMost(30, SECONDS).until(store::waiting, is -> is > 0);
    List<CompletableFuture<Got>> sleeping = new ArrayList<>();
    for (int i = 0; i < others; i++) {
      long index = agent.get(ENTRY + "entry-" + i).index();
      sleeping.add(agent.getLater(ENTRY + "entry-" + i + "?wait=5m&index=" + index));
    }
    String proxies = "/v1/config/proxy-defaults";
    sleeping.add(agent.getLater(proxies + "?wait=5m&index=" + agent.get(proxies).index()));
    long index = agent.get(ENTRY + "mine").index();
    CompletableFuture<Got> mine = agent.getLater(ENTRY + "mine?wait=5m&index=" + index);
    CompletableFuture<Got> list =
        agent.getLater("/v1/config/service-defaults?wait=5m&index=" + index);
    await().atMost(30, SECONDS).until(store::waiting, is -> is == idle + others + 3);

    long woken = store.woken();
    write("mine", 2);

    assertThat(mine.get(30, SECONDS).body()).contains("\"v\":\"2\"");
    assertThat(list.get(30, SECONDS).body()).contains("\"v\":\"2\"");
    assertThat(store.woken() - woken).isEqualTo(2);
    assertThat(sleeping).noneMatch(CompletableFuture::isDone);
    assertThat(store.waiting()).isEqualTo(idle + others + 1);
  }

  @Test
  void anIndexBeyondTheCurrentOneWaitsAndIsPutRight() {
    write("web", 1);
    long index = agent.get(ENTRY + "web").index();
    long began = System.nanoTime();
    Got after = agent.get(ENTRY + "web?wait=300ms&index=" + (index + 1_000));
    long waited = System.nanoTime() - began;
    HttpResponse<String> response = after.response();
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(after.index()).isEqualTo(index);
    assertThat(after.body()).contains("\"v\":\"1\"");
    assertThat(waited).isGreaterThanOrEqualTo(300_000_000L);
  }
}
