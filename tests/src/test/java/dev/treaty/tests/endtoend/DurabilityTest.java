package dev.treaty.tests.endtoend;

import static dev.treaty.tests.endtoend.AgentProcess.within30Seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.InProcess;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged outlives the process, however it ends. */
class DurabilityTest {

  private static final int WRITERS = 8;

  @TempDir Path folder;

  @Test
  void everyAcknowledgedWriteIsThereAfterAKill() throws Exception {
    try (AgentProcess agent = AgentProcess.start(folder.resolve("one"), "dc1")) {
      Set<String> acknowledged = ConcurrentHashMap.newKeySet();
      CountDownLatch enough = new CountDownLatch(100);
      AtomicInteger next = new AtomicInteger();
      try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
        for (int i = 0; i < WRITERS; i++) {
          writers.execute(() -> writeUntilItBreaks(agent, next, acknowledged, enough));
        }
        enough.await();
        agent.kill();
      }
      String roots = folderRoots(agent);

      assertThat(agent.get("/v1/config/service-defaults").list())
          .extracting(entry -> ((dev.treaty.model.value.Value.Fields) entry).text("Name"))
          .containsAll(acknowledged);
      assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(100);
      assertThat(roots).contains("ActiveRootID");
    }
  }

  private static String folderRoots(AgentProcess agent) {
    agent.restart();
    return agent.get("/v1/connect/ca/roots").body();
  }

  private static void writeUntilItBreaks(
      AgentProcess agent, AtomicInteger next, Set<String> acknowledged, CountDownLatch enough) {
    while (true) {
      String name = "s" + next.incrementAndGet();
      String body = "{\"Kind\":\"service-defaults\",\"Name\":\"" + name + "\"}";
      try {
        if (agent.put("/v1/config", body).status() != 200) {
          return;
        }
      } catch (RuntimeException e) {
        return; // the process is gone, as it should be
      }
      acknowledged.add(name);
      enough.countDown();
    }
  }

  @Test
  void theCaAndThePeeringOutliveAKill() {
    try (AgentProcess one = AgentProcess.start(folder.resolve("one"), "dc1");
        AgentProcess two = AgentProcess.start(folder.resolve("two"), "dc2")) {
      String token =
          InProcess.treaty("peering", "generate-token", "-name=two", one.flag()).out().strip();
      assertThat(
              InProcess.treaty(
                      "peering", "establish", "-name=one", "-peering-token=" + token, two.flag())
                  .code())
          .isZero();
      one.register("web", 1);
      one.writeEntry(
          "{\"Kind\":\"exported-services\",\"Name\":\"default\",\"Services\":[{\"Name\":\"web\","
              + "\"Consumers\":[{\"Peer\":\"two\"}]}]}");
      within30Seconds().until(() -> two.imported("web", "one") == 1);
      String root = one.get("/v1/connect/ca/roots").object().text("ActiveRootID");

      one.kill();
      one.restart();

      assertThat(one.get("/v1/connect/ca/roots").object().text("ActiveRootID")).isEqualTo(root);
      within30Seconds()
          .until(() -> one.get("/v1/peering/two").body().contains("\"connected\":true"));
      one.register("web", 2);
      within30Seconds().until(() -> two.imported("web", "one") == 2);
    }
  }
}
