package dev.treaty.model.graph;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.StoredEntry;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Stored entries written as JSON; {@code '} stands for a quote. */
final class Entries {

  private Entries() {}

  static Entry entry(String json) {
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return StoredEntry.of((Value.Fields) ValueJson.parse(bytes));
  }

  /** An entry of the kind; the rest as JSON members. */
  static Entry of(String kind, String name, String... members) {
    StringBuilder json = new StringBuilder("{'Kind':'" + kind + "','Name':'" + name + "'");
    Arrays.stream(members).forEach(member -> json.append(',').append(member));
    return entry(json.append('}').toString());
  }

  static EntrySet set(Entry... entries) {
    return EntrySet.of(Arrays.asList(entries));
  }

  static Entry defaults(String name, String protocol) {
    return of("service-defaults", name, "'Protocol':'" + protocol + "'");
  }

  static Entry proxies(String protocol) {
    return of("proxy-defaults", "global", "'Config':{'protocol':'" + protocol + "'}");
  }

  static Entry router(String name, String to) {
    return of("service-router", name, "'Routes':[{'Destination':{'Service':'" + to + "'}}]");
  }

  static Entry splitter(String name, String first, String second) {
    return of(
        "service-splitter",
        name,
        "'Splits':[{'Weight':40,'Service':'"
            + first
            + "'},{'Weight':60,'Service':'"
            + second
            + "'}]");
  }

  static Entry redirect(String name, String to) {
    return of("service-resolver", name, "'Redirect':{'Service':'" + to + "'}");
  }

  static Entry requests(String name) {
    return of(
        "service-intentions",
        name,
        "'Sources':[{'Name':'a','Permissions':[{'Action':'allow','HTTP':{'PathPrefix':'/'}}]}]");
  }
}
