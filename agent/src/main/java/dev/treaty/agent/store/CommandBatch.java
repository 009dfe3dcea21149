package dev.treaty.agent.store;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands that go through a log of several servers as one entry, with the time its leader gave
 * them.
 */
public record CommandBatch(Instant time, List<Command<?>> commands) {

  private static final byte FORMAT = 1;

  /** One command as it stands in the log. */
  public record Encoded(byte[] name, byte[] body) {

    /** Encodes a command. */
    public static Encoded of(StoreSchema schema, Command<?> command) {
      return new Encoded(
          schema.nameOf(command).getBytes(StandardCharsets.UTF_8), CommandCodec.encode(command));
    }

    /** Number of bytes this command takes in a batch. */
    public int size() {
      return Short.BYTES + name.length + Integer.BYTES + body.length;
    }
  }

  /** The bytes of a batch. */
  public static byte[] encode(Instant time, List<Encoded> commands) {
    int size = 1 + Long.BYTES + Integer.BYTES + Integer.BYTES;
    for (Encoded command : commands) {
      size += command.size();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(size);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeLong(time.getEpochSecond());
      out.writeInt(time.getNano());
      out.writeInt(commands.size());
      for (Encoded command : commands) {
        out.writeShort(command.name().length);
        out.write(command.name());
        out.writeInt(command.body().length);
        out.write(command.body());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a batch.
   *
   * @throws DamagedStoreException if it is not one, or holds a command this agent does not know
   */
  public static CommandBatch decode(StoreSchema schema, ByteBuffer from) {
    try {
      byte format = from.get();
      if (format != FORMAT) {
        throw new DamagedStoreException(
            "an entry of the log has format "
                + format
                + ", which this agent does not know: a newer one wrote it");
      }
      Instant time = Instant.ofEpochSecond(from.getLong(), from.getInt());
      int count = from.getInt();
      List<Command<?>> commands = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        String name = new String(bytes(from, from.getShort()), StandardCharsets.UTF_8);
        Class<? extends Command<?>> type =
            schema
                .commandNamed(name)
                .orElseThrow(() ->
                    new DamagedStoreException(
                        "the log has command " + name + ", which this agent does not know"));
        commands.add(CommandCodec.decode(bytes(from, from.getInt()), type));
      }
      return new CommandBatch(time, commands);
    } catch (IOException | BufferUnderflowException e) {
      throw new DamagedStoreException("an entry of the log cannot be read", e);
    }
  }

  private static byte[] bytes(ByteBuffer from, int length) {
    byte[] bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }
}
