package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.Field;
import dev.treaty.model.schema.Type;

/** Fields of all kinds that no user writes. */
final class CommonFields {

  /** Newer servers answer it and accept it back. */
  static final Field HASH =
      Field.hidden("Hash", new Type.Whole("uint64")).alias("").since(1, 15, 8);

  private CommonFields() {}
}
