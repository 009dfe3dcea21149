package dev.treaty.model.entry;

import dev.treaty.model.entry.kind.AllKinds;
import dev.treaty.model.schema.Canonical;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The one form of all entries that mean the same. */
public final class CanonicalForm {

  /** The keys of {@code Meta} that say whose an object is; they are no part of its content. */
  public static final List<String> MARKS =
      List.of("external-source", "treaty-id", "treaty-revision", "treaty-digest");

  private CanonicalForm() {}

  /** The entry's canonical body, marks included. */
  public static Value.Fields of(Entry entry) {
    return Canonical.of(shapeOf(entry), entry.body());
  }

  /** {@code 1:} and the SHA-256 of the canonical body without our marks. */
  public static String digest(Entry entry) {
    byte[] json = ValueJson.bytes(of(withoutMarks(entry)));
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(json);
      return "1:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The entry without our marks; {@code external-source} only goes where it says treaty. */
  public static Entry withoutMarks(Entry entry) {
    Value.Fields meta = entry.meta();
    Value.Fields bare = meta;
    for (String mark : MARKS) {
      if (!mark.equals("external-source") || meta.text(mark).equals("treaty")) {
        bare = bare.without(mark);
      }
    }
    return bare.equals(meta) ? entry : entry.withMeta(bare);
  }

  static Shape shapeOf(Entry entry) {
    return AllKinds.find(entry.key().kind())
        .map(kind -> kind.shape())
        .orElseGet(() -> Shape.fields().build());
  }
}
