package dev.treaty.agent.store.raft;

import dev.treaty.agent.store.NotLeaderException;
import dev.treaty.agent.store.SnapshotFile;
import dev.treaty.agent.store.State;
import dev.treaty.agent.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.jspecify.annotations.Nullable;

/** Sends a whole state through the log, in parts; only with the last one anything changes. */
final class Restorer {

  private final Path drafts;
  private final ClientId self;
  private final Supplier<RaftNode> node;
  private final Supplier<Optional<String>> leader;

  Restorer(Path drafts, ClientId self, Supplier<RaftNode> node, Supplier<Optional<String>> leader) {
    this.drafts = drafts;
    this.self = self;
    this.node = node;
    this.leader = leader;
  }

  /** Answers with the index the state got. */
  synchronized long restore(State state) {
    UUID id = UUID.randomUUID();
    Path file = drafts.resolve("outgoing");
    try {
      SnapshotFile.save(drafts.resolve("outgoing.draft"), file, state);
      try (Restoring.Parts parts = new Restoring.Parts(file, id)) {
        String answer = "";
        @Nullable RestorePart part;
        while ((part = parts.next()) != null) {
          answer = send(part);
        }
        return Long.parseLong(answer);
      }
    } catch (IOException e) {
      throw new StoreUnavailableException("the state was not restored", e);
    } finally {
      Snapshots.deleteQuietly(file);
    }
  }

  private String send(RestorePart part) throws IOException {
    RaftNode on = node.get();
    RaftGroupId group = on.group().orElseThrow(() -> new NotLeaderException(Optional.empty()));
    RaftClientRequest request =
        RaftClientRequest.newBuilder()
            .setClientId(self)
            .setServerId(on.id())
            .setGroupId(group)
            .setCallId(on.nextCall())
            .setMessage(Message.valueOf(UnsafeByteOperations.unsafeWrap(part.encode())))
            .setType(RaftClientRequest.writeRequestType())
            .build();
    RaftClientReply reply;
    try {
      reply = RaftNode.checked(on.server().submitClientRequestAsync(request)).join();
    } catch (CompletionException e) {
      if (part.isLast()) {
        throw new StoreUnavailableException(
            "the leader was lost while the state was restored; whether it is, is not known", e);
      }
      throw new NotLeaderException(leader.get());
    }
    String answer = reply.getMessage().getContent().toStringUtf8();
    if (answer.startsWith(AppliedLog.REFUSED)) {
      throw new StoreUnavailableException(
          "the state was not restored: " + answer.substring(AppliedLog.REFUSED.length()));
    }
    return answer;
  }
}
