package dev.treaty.agent.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.treaty.agent.TreatyAgent;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.store.StateDigest;
import dev.treaty.agent.store.StateStream;
import dev.treaty.model.archive.ArchiveReader;
import dev.treaty.model.archive.ArchiveWriter;
import dev.treaty.model.archive.SnapshotMeta;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFeatureTest {

  private final HttpClient http = HttpClient.newHttpClient();
  private TreatyAgent agent = TreatyAgent.start(AgentSettings.embedded("n1", "dc1"));

  @AfterEach
  void stop() {
    http.close();
    agent.close();
  }

  @Test
  void restoresRowsAsTheyWereAboveEveryIndexThatWasSeen() throws Exception {
    put("one");
    HttpResponse<byte[]> saved = save("");
    String before = get("/v1/config/service-defaults/one").body();
    put("two");
    send("DELETE", "/v1/config/service-defaults/one", new byte[0]);
    long seen = index(get("/v1/config/service-defaults"));

    assertThat(restore(saved.body()).statusCode()).isEqualTo(200);

    HttpResponse<String> after = get("/v1/config/service-defaults/one");
    assertThat(after.body()).isEqualTo(before);
    assertThat(index(after)).isGreaterThan(seen);
    assertThat(get("/v1/config/service-defaults/two").statusCode()).isEqualTo(404);
  }

  @Test
  void tellsOfTheReadAsConsulDoes() throws Exception {
    HttpResponse<byte[]> saved = save("?stale");
    assertThat(saved.headers().firstValue("Content-Type")).contains("application/x-gzip");
    assertThat(saved.headers().firstValue("X-Consul-Knownleader")).contains("true");
    assertThat(saved.headers().firstValue("X-Consul-Lastcontact")).contains("0");
    assertThat(saved.headers().firstValueAsLong("X-Consul-Index"))
        .hasValue(agent.store().state().index());
  }

  @Test
  void keepsWhatWasRestoredThroughAStart(@TempDir Path folder) throws Exception {
    put("one");
    byte[] saved = save("").body();
    agent.close();
    AgentSettings kept = AgentSettings.embedded("n1", "dc1").withDataDir(folder);
    agent = TreatyAgent.start(kept);
    assertThat(restore(saved).statusCode()).isEqualTo(200);
    agent.close();
    agent = TreatyAgent.start(kept);

    assertThat(get("/v1/config/service-defaults/one").statusCode()).isEqualTo(200);
  }

  @Test
  void leavesTheAgentsOwnServicesAndTellsTheCatalogOfThemAgain() throws Exception {
    byte[] saved = save("").body();
    send(
        "PUT",
        "/v1/agent/service/register",
        "{\"Name\":\"mine\"}".getBytes(StandardCharsets.UTF_8));
    await().until(() -> get("/v1/catalog/service/mine").body().contains("mine"));

    assertThat(restore(saved).statusCode()).isEqualTo(200);

    assertThat(get("/v1/agent/services").body()).contains("mine");
    await().until(() -> get("/v1/catalog/service/mine").body().contains("mine"));
  }

  /** Its row goes back to an index below the client's, which alone would wake nobody. */
  @Test
  void answersWhoWaitsForARowThatBecameOlder() throws Exception {
    assertThat(
            send(
                    "POST",
                    "/v1/peering/token",
                    "{\"PeerName\":\"p\"}".getBytes(StandardCharsets.UTF_8))
                .statusCode())
        .isEqualTo(200);
    byte[] saved = save("").body();
    send("POST", "/v1/peering/token", "{\"PeerName\":\"p\"}".getBytes(StandardCharsets.UTF_8));
    send("DELETE", "/v1/peering/p", new byte[0]);
    await().until(() -> get("/v1/peering/p").statusCode() == 404);
    send("POST", "/v1/peering/token", "{\"PeerName\":\"p\"}".getBytes(StandardCharsets.UTF_8));
    HttpResponse<String> now = get("/v1/peering/p");
    CompletableFuture<HttpResponse<String>> waiting =
        http.sendAsync(
            HttpRequest.newBuilder(
                    agent.httpAddress().resolve("/v1/peering/p?wait=60s&index=" + index(now)))
                .build(),
            BodyHandlers.ofString());
    await().until(() -> agent.store().waiting() > 0);
    assertThat(waiting).isNotDone();

    restore(saved);

    await().until(waiting::isDone);
    assertThat(waiting.join().body()).isNotEqualTo(now.body());
  }

  @Test
  void refusesBeforeAnythingChanges() throws Exception {
    // So that the agent has nothing left to write by itself, as the key of its tokens.
    send("POST", "/v1/peering/token", "{\"PeerName\":\"p\"}".getBytes(StandardCharsets.UTF_8));
    put("one");
    byte[] saved = save("").body();
    put("two");
    String before = StateDigest.of(agent.store().state());
    long index = agent.store().state().index();

    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 200; i++) {
      byte[] damaged = saved.clone();
      damaged[random.nextInt(saved.length)] ^= (byte) (1 << random.nextInt(8));
      if (!isSound(damaged)) {
        refused++;
        assertThat(restore(damaged).statusCode()).isEqualTo(500);
      }
      assertThat(restore(Arrays.copyOf(saved, random.nextInt(saved.length))).statusCode())
          .isEqualTo(500);
    }
    assertThat(refused).isGreaterThan(150);
    assertThat(restore(foreign(Optional.empty())).body())
        .isEqualTo(
            "this snapshot was not taken by Treaty: the state of HashiCorp Consul's own servers"
                + " cannot be restored here");
    assertThat(restore(foreign(Optional.of(new SnapshotMeta.Origin(2, "", "dc1")))).body())
        .isEqualTo(
            "this snapshot is of format 2, and this version of Treaty reads format 1: a newer one"
                + " wrote it");
    assertThat(send("PUT", "/v1/snapshot?stale", saved).body())
        .isEqualTo("stale not allowed for restore");
    assertThat(send("PUT", "/v1/snapshot?dc=dc9", saved).body()).isEqualTo("No path to datacenter");
    // A whole archive with something else in it.
    assertThat(restore(foreign(Optional.of(new SnapshotMeta.Origin(1, "", "dc1")))).body())
        .isEqualTo("failed to read snapshot file: state.bin is not as it should be");

    assertThat(agent.store().state().index()).isEqualTo(index);
    assertThat(StateDigest.of(agent.store().state())).isEqualTo(before);
  }

  @Test
  void writesTheSameStateAndReadsItBackToTheLastRow() throws Exception {
    put("one");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StateStream.write(agent.store().state(), out, table -> 200);
    byte[] stream = out.toByteArray();
    assertThat(StateDigest.of(agent.store().read(new ByteArrayInputStream(stream))))
        .isEqualTo(StateDigest.of(agent.store().state()));
    for (int length = 0; length < stream.length; length++) {
      byte[] cut = Arrays.copyOf(stream, length);
      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(
                  () -> agent.store().read(new ByteArrayInputStream(cut))))
          .isInstanceOf(IOException.class);
    }
  }

  /** A bit that says nothing was turned: all sums hold. */
  private static boolean isSound(byte[] archive) {
    try {
      ArchiveReader.verify(new ByteArrayInputStream(archive));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static byte[] foreign(Optional<SnapshotMeta.Origin> origin) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArchiveWriter.write(
        out,
        new SnapshotMeta(1, "2-9-1", 9, 2, 3, origin),
        1,
        to -> to.write(new byte[] {1, 2, 3}));
    return out.toByteArray();
  }

  private void put(String name) throws Exception {
    String entry = "{\"Kind\":\"service-defaults\",\"Name\":\"" + name + "\"}";
    assertThat(send("PUT", "/v1/config", entry.getBytes(StandardCharsets.UTF_8)).statusCode())
        .isEqualTo(200);
  }

  private HttpResponse<byte[]> save(String query) throws Exception {
    return http.send(
        HttpRequest.newBuilder(agent.httpAddress().resolve("/v1/snapshot" + query)).build(),
        BodyHandlers.ofByteArray());
  }

  private HttpResponse<String> restore(byte[] archive) throws Exception {
    return send("PUT", "/v1/snapshot", archive);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send("GET", path, new byte[0]);
  }

  private HttpResponse<String> send(String method, String path, byte[] body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(agent.httpAddress().resolve(path))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static long index(HttpResponse<?> answer) {
    return answer.headers().firstValueAsLong("X-Consul-Index").orElseThrow();
  }
}
