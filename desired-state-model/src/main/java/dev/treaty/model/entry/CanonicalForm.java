package dev.treaty.model.entry;

import dev.treaty.model.entry.kind.AllKinds;
import dev.treaty.model.schema.Canonical;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The one form of all entries that mean the same. */
public final class CanonicalForm {

  private static final Value TREATY = Value.text("treaty");

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
    Map<String, Value> bare = new LinkedHashMap<>();
    meta.map()
        .forEach((key, value) -> {
          if (!isMark(key, value)) {
            bare.put(key, value);
          }
        });
    return bare.size() == meta.map().size() ? entry : entry.withMeta(new Value.Fields(bare));
  }

  private static boolean isMark(String key, Value value) {
    return switch (key) {
      case "external-source" -> TREATY.equals(value);
      case "treaty-id", "treaty-revision", "treaty-digest" -> true;
      default -> false;
    };
  }

  /**
   * Whether both say the same in the same words, our marks aside: most of what is compared does,
   * and then no copy is made.
   */
  static boolean sameWords(Entry one, Entry other) {
    return holds(one.body(), other.body()) && knows(one.body(), other.body());
  }

  /** Whether the second body has all that the first one has. */
  private static boolean holds(Value.Fields one, Value.Fields other) {
    for (Map.Entry<String, Value> member : one.map().entrySet()) {
      Value beside = other.map().get(member.getKey());
      boolean same =
          (member.getKey().equals("Meta") && member.getValue() instanceof Value.Fields meta)
              ? holdsMeta(meta, other.fields("Meta"))
              : member.getValue().equals(beside);
      if (!same) {
        return false;
      }
    }
    return true;
  }

  /** Whether the first body has all keys of the second one. */
  private static boolean knows(Value.Fields one, Value.Fields other) {
    for (String key : other.map().keySet()) {
      if (!one.map().containsKey(key) && !key.equals("Meta")) {
        return false;
      }
    }
    return holdsMeta(other.fields("Meta"), one.fields("Meta"));
  }

  private static boolean holdsMeta(Value.Fields one, Value.Fields other) {
    for (Map.Entry<String, Value> member : one.map().entrySet()) {
      if (!isMark(member.getKey(), member.getValue())
          && !member.getValue().equals(other.map().get(member.getKey()))) {
        return false;
      }
    }
    return true;
  }

  static Shape shapeOf(Entry entry) {
    return AllKinds.find(entry.key().kind())
        .map(kind -> kind.shape())
        .orElseGet(() -> Shape.fields().build());
  }
}
