package dev.treaty.model.schema;

import java.util.ArrayList;
import java.util.List;

/** The declarations of kinds as a page of documentation. */
public final class KindPage {

  private static final int MAX_DEPTH = 12;

  private final StringBuilder out = new StringBuilder();

  private KindPage() {}

  /** The page of these kinds, in Markdown. */
  public static String of(List<EntryKind> kinds) {
    KindPage page = new KindPage();
    for (EntryKind kind : kinds) {
      page.kind(kind);
    }
    return page.out.toString();
  }

  private void kind(EntryKind kind) {
    List<String> notes = new ArrayList<>();
    if (kind.since().isLater()) {
      notes.add("since Consul " + kind.since());
    }
    if (kind.enterprise()) {
      notes.add("Enterprise");
    }
    if (kind.writtenByServers()) {
      notes.add("written by servers only");
    }
    out.append("\n## ").append(kind.name()).append("\n\n").append(kind.purpose());
    if (!notes.isEmpty()) {
      out.append(" (").append(String.join(", ", notes)).append(')');
    }
    out.append("\n\n| Key | Holds | Since | Meaning |\n| --- | --- | --- | --- |\n");
    rows(kind.shape(), "", 0);
  }

  private void rows(Shape shape, String prefix, int depth) {
    for (Field field : shape.list()) {
      if (field.isShown() && depth < MAX_DEPTH) {
        row(field, prefix);
        inner(field, prefix, depth + 1);
      }
    }
  }

  private void row(Field field, String prefix) {
    String since = field.since().isLater() ? field.since().toString() : "";
    String meaning = field.note().text();
    if (field.derived()) {
      meaning = meaning + " The server sets it.";
    }
    out.append("| `")
        .append(prefix)
        .append(field.name())
        .append("` | ")
        .append(holds(field))
        .append(" | ")
        .append(field.enterprise() ? (since + " Enterprise").strip() : since)
        .append(" | ")
        .append(meaning.strip().replace("|", "\\|"))
        .append(" |\n");
  }

  private void inner(Field field, String prefix, int depth) {
    String path = prefix + field.name();
    switch (field.type()) {
      case Type.Struct(Shape shape) -> rows(shape, path + ".", depth);
      case Type.Structs structs -> rows(structs.shape(), path + "[].", depth);
      case Type.StructMap(Shape shape, String goType) -> rows(shape, path + "[…].", depth);
      case Type.Scalar scalar -> {}
      case Type.Scalars scalars -> {}
      case Type.TextMap map -> {}
      case Type.Opaque opaque -> {}
    }
  }

  private static String holds(Field field) {
    List<String> values = field.note().values();
    if (!values.isEmpty()) {
      return "`" + String.join("`, `", values) + "`";
    }
    return holds(field.type());
  }

  private static String holds(Type type) {
    return switch (type) {
      case Type.Text text -> "text";
      case Type.Whole whole -> "whole number";
      case Type.Real real -> "number";
      case Type.Flag flag -> "true or false";
      case Type.Span span -> "duration";
      case Type.Time time -> "moment";
      case Type.Bytes bytes -> "bytes";
      case Type.Scalars scalars -> "list: " + holds(scalars.element());
      case Type.Structs structs -> "list of maps";
      case Type.Struct struct -> "map";
      case Type.StructMap map -> "maps by name";
      case Type.TextMap map -> "texts by name";
      case Type.Opaque opaque -> "anything";
    };
  }
}
