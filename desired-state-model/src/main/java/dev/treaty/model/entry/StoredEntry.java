package dev.treaty.model.entry;

import dev.treaty.model.entry.kind.AllKinds;
import dev.treaty.model.schema.EntryKind;
import dev.treaty.model.schema.Sending;
import dev.treaty.model.value.Value;

/** Entries on their way from and to a server. */
public final class StoredEntry {

  private StoredEntry() {}

  /**
   * An entry as a server answered it: never refused, whatever the server's version; fields that are
   * not known stay. {@code CreateIndex}, {@code ModifyIndex} and {@code Hash} are taken out.
   */
  public static Entry of(Value.Fields answer) {
    Value.Fields body = answer.without("CreateIndex").without("ModifyIndex").without("Hash");
    for (String key : new String[] {"Partition", "Namespace"}) {
      String text = body.text(key);
      if (text.isEmpty() || text.equals("default")) {
        body = body.without(key);
      }
    }
    return new Entry(keyOf(body), body);
  }

  /** The body to PUT, so that a server stores exactly {@code entry}. */
  public static Value.Fields toSend(Entry entry) {
    Value.Fields body = entry.body();
    return AllKinds.find(entry.key().kind()).map(kind -> toSend(kind, body)).orElse(body);
  }

  private static Value.Fields toSend(EntryKind kind, Value.Fields body) {
    return Sending.of(kind.shape(), body);
  }

  static EntryKey keyOf(Value.Fields body) {
    return new EntryKey(
        body.text("Kind"),
        new Tenancy(body.text("Partition"), body.text("Namespace")),
        body.text("Kind").equals("mesh") ? "mesh" : body.text("Name"));
  }
}
