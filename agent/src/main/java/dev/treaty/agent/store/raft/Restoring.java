package dev.treaty.agent.store.raft;

import dev.treaty.agent.store.DamagedStoreException;
import dev.treaty.agent.store.SnapshotFile;
import dev.treaty.agent.store.State;
import dev.treaty.agent.store.StoreSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts the parts of a snapshot together as they come out of the log, the same way on every server:
 * what it decides depends on the entries alone. A disk that refuses is an exception, because then
 * this server alone would decide otherwise.
 */
final class Restoring {

  /** So many entries without a part end a restore that nobody goes on with. */
  private static final int PATIENCE = 10_000;

  private static final UUID NONE = new UUID(0, 0);

  private final Path file;
  private final StoreSchema schema;
  private UUID id = NONE;
  private int next;
  private int since;
  private long written;
  private MessageDigest sha = sha256();

  Restoring(Path file, StoreSchema schema) {
    this.file = file;
    this.schema = schema;
  }

  /** What a part led to. */
  sealed interface Step {
    /** More parts are to come. */
    record Waiting() implements Step {}

    /** All parts are there: this is the state now. */
    record Whole(State state) implements Step {}

    /** The part is of no use; nothing changed. */
    record Refused(String why) implements Step {}
  }

  /** While parts are gathered, no snapshot may be taken: it would not hold them. */
  boolean isUnderWay() {
    return !id.equals(NONE);
  }

  /** An entry of another kind was applied. */
  void other() {
    if (isUnderWay() && ++since > PATIENCE) {
      abandon();
    }
  }

  /** Another leader: who sent the parts does not go on. */
  void abandon() {
    id = NONE;
  }

  Step add(RestorePart part) {
    since = 0;
    if (part.number() == 0) {
      id = part.id();
      next = 0;
      written = 0;
      sha = sha256();
    }
    if (!part.id().equals(id) || part.number() != next) {
      return new Step.Refused("a part of the snapshot came out of its order");
    }
    // In this order: where the disk refuses, the same part comes again.
    append(part.content());
    written += part.content().length;
    sha.update(part.content());
    next++;
    if (!part.isLast()) {
      return new Step.Waiting();
    }
    abandon();
    if (!MessageDigest.isEqual(sha.digest(), part.digest())) {
      return new Step.Refused("the snapshot does not match its checksum");
    }
    return load();
  }

  private Step load() {
    try {
      return new Step.Whole(SnapshotFile.load(file, schema));
    } catch (DamagedStoreException e) {
      return new Step.Refused(Optional.ofNullable(e.getMessage()).orElse("damaged"));
    } finally {
      Snapshots.deleteQuietly(file);
    }
  }

  private void append(byte[] content) {
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      channel.truncate(written).position(written);
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        channel.write(left);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The parts of a file, one after the other. */
  static final class Parts implements AutoCloseable {
    private static final int SIZE = 1 << 20;

    private final FileChannel channel;
    private final UUID id;
    private final MessageDigest sha = sha256();
    private int number;
    private boolean ended;

    Parts(Path file, UUID id) throws IOException {
      this.channel = FileChannel.open(file, StandardOpenOption.READ);
      this.id = id;
    }

    @Nullable RestorePart next() throws IOException {
      if (ended) {
        return null;
      }
      ByteBuffer content =
          ByteBuffer.allocate((int) Math.min(SIZE, channel.size() - channel.position()));
      while (content.hasRemaining() && channel.read(content) >= 0) {
        // until the part is full
      }
      sha.update(content.array());
      ended = channel.position() >= channel.size();
      return new RestorePart(id, number++, ended ? sha.digest() : new byte[0], content.array());
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
