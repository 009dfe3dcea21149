package dev.treaty.agent.store;

import dev.treaty.model.archive.DamagedArchiveException;
import dev.treaty.model.archive.Pack;
import dev.treaty.model.archive.SnapshotMeta;
import dev.treaty.model.archive.Unpack;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;

/**
 * A whole state as a stream, {@code state.bin} of a snapshot: MessagePack in the frames in which
 * Consul's client counts (a header, then a kind and a value for each record).
 */
public final class StateStream {

  /** Kind of the records about tables: Consul's {@code Index}. */
  private static final int INDEX = 16;

  private static final long TABLE = 0;
  private static final long PREFIX = 1;
  private static final long ROW = 2;
  private static final long END = 3;

  private StateStream() {}

  /**
   * Writes the state; equal states give equal bytes.
   *
   * @param kinds what Consul's client is to call the rows of a table
   */
  public static void write(State state, OutputStream to, ToIntFunction<String> kinds)
      throws IOException {
    BufferedOutputStream out = new BufferedOutputStream(to, 1 << 16);
    Pack pack = new Pack(out);
    pack.fields(2).text("LastIndex").number(state.index());
    pack.text("Treaty").number(SnapshotMeta.FORMAT);
    long rows = 0;
    for (String name : new TreeSet<>(state.tables().keySet())) {
      TableData<?> data = state.tables().get(name);
      if (data == null) {
        continue;
      }
      pack.kind(INDEX).items(4).number(TABLE).text(name);
      pack.number(data.index()).number(data.extinction());
      for (Map.Entry<String, Long> prefix : data.prefixes().entrySet()) {
        pack.kind(INDEX).items(3).number(PREFIX).text(prefix.getKey()).number(prefix.getValue());
      }
      int kind = kinds.applyAsInt(name);
      for (Stored<?> stored : data.rows().values()) {
        pack.kind(kind).items(5).number(ROW).text(stored.key());
        pack.number(stored.createIndex()).number(stored.modifyIndex());
        pack.bytes(CommandCodec.encode(stored.row()));
        rows++;
      }
    }
    pack.kind(INDEX).items(2).number(END).number(rows);
    out.flush();
  }

  /**
   * Reads a state.
   *
   * @throws DamagedArchiveException if it is none that this schema knows
   */
  public static State read(InputStream from, StoreSchema schema) throws IOException {
    Unpack in = new Unpack(new BufferedInputStream(from, 1 << 16));
    if (in.fields() != 2 || !in.text().equals("LastIndex")) {
      throw unexpected();
    }
    long index = in.number();
    if (!in.text().equals("Treaty")) {
      throw unexpected();
    }
    long format = in.number();
    if (format != SnapshotMeta.FORMAT) {
      throw new DamagedArchiveException("state.bin is of format " + format);
    }
    return new Loading(in, schema).state(index);
  }

  private static DamagedArchiveException unexpected() {
    return new DamagedArchiveException("state.bin is not as it should be");
  }

  private static final class Loading {
    private final Unpack in;
    private final StoreSchema schema;
    private HashPMap<String, TableData<?>> tables = HashTreePMap.empty();
    private long rows;

    Loading(Unpack in, StoreSchema schema) {
      this.in = in;
      this.schema = schema;
    }

    State state(long index) throws IOException {
      long tag = next();
      while (tag == TABLE) {
        String name = in.text();
        TableId<?> id =
            schema
                .tableNamed(name)
                .orElseThrow(() ->
                    new DamagedArchiveException(
                        "table " + name + " is unknown to this version of treaty"));
        tag = table(id);
      }
      if (tag != END || in.number() != rows || in.kind() >= 0) {
        throw unexpected();
      }
      return new State(index, tables);
    }

    /** Answers the tag of the first record that is not of this table. */
    private <R extends Row> long table(TableId<R> id) throws IOException {
      long index = in.number();
      long extinction = in.number();
      TreePMap<String, Long> prefixes = TreePMap.empty();
      TreePMap<String, Stored<R>> stored = TreePMap.empty();
      long tag = next();
      while (tag == PREFIX) {
        prefixes = prefixes.plus(in.text(), in.number());
        tag = next();
      }
      while (tag == ROW) {
        String key = in.text();
        stored = stored.plus(key, row(id, key));
        rows++;
        tag = next();
      }
      if (tables.containsKey(id.name())) {
        throw unexpected();
      }
      tables = tables.plus(id.name(), new TableData<>(stored, prefixes, index, extinction));
      return tag;
    }

    private <R extends Row> Stored<R> row(TableId<R> id, String key) throws IOException {
      long created = in.number();
      long modified = in.number();
      byte[] body = in.bytes();
      try {
        return new Stored<>(key, CommandCodec.decode(body, id.rowType()), created, modified);
      } catch (IOException | RuntimeException e) {
        // Without its words: a row may hold secrets.
        throw new DamagedArchiveException(
            "row "
                + (rows + 1)
                + ", of table "
                + id.name()
                + ", cannot be read by this version"
                + " of treaty");
      }
    }

    private long next() throws IOException {
      if (in.kind() < 0) {
        throw new DamagedArchiveException("unexpected EOF");
      }
      int count = in.items();
      long tag = in.number();
      boolean known =
          (tag == TABLE && count == 4)
              || (tag == PREFIX && count == 3)
              || (tag == ROW && count == 5)
              || (tag == END && count == 2);
      if (!known) {
        throw unexpected();
      }
      return tag;
    }
  }
}
