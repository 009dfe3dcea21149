package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.Field;
import dev.treaty.model.schema.Since;
import dev.treaty.model.schema.Type;

/** Fields of all kinds that no user writes. */
final class CommonFields {

  /** Since when servers hold a hash of every entry. */
  static final Since SINCE_HASH = Since.of(1, 17, 1).or(1, 16, 4).or(1, 15, 8);

  /** Newer servers answer it and accept it back. */
  static final Field HASH =
      Field.hidden("Hash", new Type.Whole("uint64")).alias("").since(SINCE_HASH);

  private CommonFields() {}
}
