package dev.treaty.agent.group;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.treaty.agent.http.PeerAddress;
import dev.treaty.agent.http.PeerClient;
import dev.treaty.agent.store.RaftMembership.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What servers ask of each other about their group. */
final class GroupCalls {

  static final String PROMISE = "/internal/group/promise";
  static final String FORM = "/internal/group/form";
  static final String REMOVE = "/internal/group/remove";

  private static final Logger LOG = LoggerFactory.getLogger(GroupCalls.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration LONG_PATIENCE = Duration.ofSeconds(10);
  private static final ObjectMapper JSON =
      new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

  private final Optional<PeerClient> client;

  GroupCalls(Optional<PeerClient> client) {
    this.client = client;
  }

  /** Asks a server to be in no other group than that of these. */
  boolean promise(PeerAddress to, List<String> ids) {
    return asked(to, PROMISE, ids, PATIENCE);
  }

  /** Tells a server of the group it is in. */
  void form(PeerAddress to, List<Peer> peers) {
    if (!asked(to, FORM, peers, PATIENCE)) {
      LOG.info("{} has not taken the group yet", to);
    }
  }

  /** Asks the leader to put a server out of the group. */
  boolean remove(PeerAddress leader, String id) {
    return asked(leader, REMOVE, List.of(id), LONG_PATIENCE);
  }

  private boolean asked(PeerAddress to, String path, Object body, Duration patience) {
    if (client.isEmpty()) {
      return false;
    }
    try {
      PeerClient.Call call =
          new PeerClient.Call("POST", path, Map.of(), JSON.writeValueAsBytes(body), patience);
      return client.get().send(to, call).reply().join().status() == 200;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a message that cannot be written", e);
    } catch (CompletionException e) {
      LOG.debug("{} at {}: {}", path, to, String.valueOf(e.getCause()));
      return false;
    }
  }

  static List<String> ids(byte[] body) {
    return read(body, new TypeReference<List<String>>() {});
  }

  static List<Peer> peers(byte[] body) {
    return read(body, new TypeReference<List<Peer>>() {});
  }

  private static <T> List<T> read(byte[] body, TypeReference<List<T>> type) {
    try {
      return JSON.readValue(body, type);
    } catch (IOException e) {
      return List.of();
    }
  }
}
