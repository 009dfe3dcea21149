package dev.treaty.agent.catalog;

import dev.treaty.agent.store.StateWriter;
import dev.treaty.agent.store.Stored;
import java.util.BitSet;

/**
 * Which virtual addresses are free: always the lowest is given, without looking at those that are
 * taken.
 *
 * <p>{@link CatalogTables#FREE_OFFSETS} holds every gap and, as its highest row, the first offset
 * that was never used. It is empty until the first address is asked for, also in a store that was
 * written before there was such a table.
 */
final class VirtualIpPool {

  private static final int LOWEST = 1;

  private VirtualIpPool() {}

  static VirtualIp take(StateWriter writer) {
    if (writer.first(CatalogTables.FREE_OFFSETS).isEmpty()) {
      fill(writer);
    }
    int lowest = writer.first(CatalogTables.FREE_OFFSETS).map(Stored::row).orElseThrow().offset();
    writer.delete(CatalogTables.FREE_OFFSETS, FreeOffset.key(lowest));
    if (writer.first(CatalogTables.FREE_OFFSETS).isEmpty()) {
      put(writer, lowest + 1);
    }
    return new VirtualIp(lowest);
  }

  static void giveBack(StateWriter writer, VirtualIp address) {
    // Filled later, the table will find this gap by itself.
    if (writer.first(CatalogTables.FREE_OFFSETS).isPresent()) {
      put(writer, address.offset());
    }
  }

  private static void fill(StateWriter writer) {
    BitSet taken = new BitSet();
    writer
        .table(CatalogTables.VIRTUAL_IPS)
        .all()
        .forEach(stored -> taken.set(stored.row().offset()));
    for (int offset = taken.nextClearBit(LOWEST);
        offset < taken.length();
        offset = taken.nextClearBit(offset + 1)) {
      put(writer, offset);
    }
    put(writer, Math.max(LOWEST, taken.length()));
  }

  private static void put(StateWriter writer, int offset) {
    writer.put(CatalogTables.FREE_OFFSETS, FreeOffset.key(offset), new FreeOffset(offset));
  }
}
