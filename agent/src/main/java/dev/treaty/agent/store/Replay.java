package dev.treaty.agent.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** Applies the log again, row by row, and trusts none of them. */
final class Replay {

  private final Path file;
  private final StoreSchema schema;
  private State state;
  private int crc;

  Replay(Path file, StoreSchema schema, State state, int crc) {
    this.file = file;
    this.schema = schema;
    this.state = state;
    this.crc = crc;
  }

  static int checksum(int before, long index, Instant time, String name, byte[] body) {
    return Checksum.after(before)
        .add(index)
        .add(time.getEpochSecond())
        .add(time.getNano())
        .add(name)
        .add(body)
        .value();
  }

  void row(long index, Instant time, String name, byte[] body, int stored) {
    if (index != state.index() + 1) {
      throw damaged(index, "follows row " + state.index() + ": rows are missing between them");
    }
    crc = checksum(crc, index, time, name, body);
    if (crc != stored) {
      throw damaged(index, "does not match its checksum");
    }
    Class<? extends Command<?>> type =
        schema
            .commandNamed(name)
            .orElseThrow(
                () -> damaged(index, "has command " + name + ", which this agent does not know"));
    StateWriter writer = new StateWriter(state, time);
    try {
      CommandCodec.decode(body, type).apply(writer);
    } catch (IOException | RuntimeException e) {
      throw new DamagedStoreException(
          file + ": table log, row " + index + " (" + name + ") cannot be applied", e);
    }
    state = writer.result();
  }

  /** The state where the log ends, if that is where it should. */
  State end(SqliteStorage.Mark mark) {
    if (state.index() != mark.high() || crc != mark.crc()) {
      throw new DamagedStoreException(
          file
              + ": table log ends at row "
              + state.index()
              + ", but row "
              + mark.high()
              + " was acknowledged");
    }
    return state;
  }

  private DamagedStoreException damaged(long index, String what) {
    return new DamagedStoreException(file + ": table log, row " + index + " " + what);
  }
}
