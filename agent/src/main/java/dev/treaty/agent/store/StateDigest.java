package dev.treaty.agent.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeSet;

/** A fingerprint of a whole state: two servers have the same one if every byte of it is equal. */
public final class StateDigest {

  private final MessageDigest sha = sha256();

  private StateDigest() {}

  /** The state's SHA-256 in hex, over all rows, indexes and tombstones. */
  public static String of(State state) {
    StateDigest digest = new StateDigest();
    digest.add(state.index());
    for (String name : new TreeSet<>(state.tables().keySet())) {
      TableData<?> data = state.tables().get(name);
      if (data != null) {
        digest.add(name).add(data.index()).add(data.extinction()).add(data);
      }
    }
    return HexFormat.of().formatHex(digest.sha.digest());
  }

  private void add(TableData<?> data) {
    for (Map.Entry<String, Long> prefix : data.prefixes().entrySet()) {
      add(prefix.getKey()).add(prefix.getValue());
    }
    for (Stored<?> row : data.rows().values()) {
      add(row.key())
          .add(row.createIndex())
          .add(row.modifyIndex())
          .add(CommandCodec.encode(row.row()));
    }
  }

  private StateDigest add(long number) {
    sha.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
    return this;
  }

  private StateDigest add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  private StateDigest add(byte[] bytes) {
    add(bytes.length);
    sha.update(bytes);
    return this;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
