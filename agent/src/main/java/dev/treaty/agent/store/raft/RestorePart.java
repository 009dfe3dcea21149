package dev.treaty.agent.store.raft;

import dev.treaty.agent.store.DamagedStoreException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;

/**
 * A part of a snapshot on its way through the log, to become the state of all servers: an entry.
 *
 * @param digest in the last part the SHA-256 of them all, else empty
 */
record RestorePart(UUID id, int number, byte[] digest, byte[] content) {

  static final byte KIND = 2;

  boolean isLast() {
    return digest.length > 0;
  }

  byte[] encode() {
    return ByteBuffer.allocate(
            1 + 2 * Long.BYTES + Integer.BYTES + 1 + digest.length + content.length)
        .put(KIND)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .putInt(number)
        .put((byte) digest.length)
        .put(digest)
        .put(content)
        .array();
  }

  static boolean isOne(ByteBuffer entry) {
    return entry.hasRemaining() && entry.get(entry.position()) == KIND;
  }

  static RestorePart decode(ByteBuffer entry) {
    try {
      entry.get();
      UUID id = new UUID(entry.getLong(), entry.getLong());
      int number = entry.getInt();
      byte[] digest = new byte[entry.get()];
      entry.get(digest);
      byte[] content = new byte[entry.remaining()];
      entry.get(content);
      return new RestorePart(id, number, digest, content);
    } catch (BufferUnderflowException e) {
      throw new DamagedStoreException("an entry of the log cannot be read", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RestorePart part
        && id.equals(part.id)
        && number == part.number
        && Arrays.equals(digest, part.digest)
        && Arrays.equals(content, part.content);
  }

  @Override
  public int hashCode() {
    return id.hashCode() * 31 + number;
  }

  @Override
  public String toString() {
    return "RestorePart[" + id + ", " + number + ", " + content.length + " bytes]";
  }
}
