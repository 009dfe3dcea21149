package dev.treaty.agent.intention;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the older intention API keeps beside a source. A write of the whole entry drops it: from
 * then on the source has no ID any more, as in Consul.
 */
final class LegacyFields {

  static final String ID = "LegacyID";
  static final String META = "LegacyMeta";
  static final String CREATED = "LegacyCreateTime";
  static final String UPDATED = "LegacyUpdateTime";

  private static final List<String> ALL = List.of(ID, META, CREATED, UPDATED);
  private static final List<String> ORDER =
      List.of(
          "Name",
          "Action",
          "Permissions",
          "Precedence",
          ID,
          "Type",
          "Description",
          META,
          CREATED,
          UPDATED);
  private static final List<String> IDENTITY =
      List.of("Name", "Namespace", "Partition", "Peer", "SamenessGroup");

  private LegacyFields() {}

  /** The sources as an entry may declare them. */
  static List<Value> without(List<Value> sources) {
    List<Value> plain = new ArrayList<>();
    for (Value source : sources) {
      Value.Fields fields = fields(source);
      for (String name : ALL) {
        fields = fields.without(name);
      }
      plain.add(fields);
    }
    return plain;
  }

  /** The judged entry, each source with what it had of these before. */
  static Entry restore(Entry judged, List<Value> before) {
    List<Value> sources = new ArrayList<>();
    for (Value.Fields source : judged.body().maps("Sources")) {
      Optional<Value.Fields> old =
          before.stream()
              .map(LegacyFields::fields)
              .filter(one ->
                  IDENTITY.stream().allMatch(name -> one.text(name).equals(source.text(name))))
              .findFirst();
      Value.Fields whole = source;
      for (String name : ALL) {
        Optional<Value> value = old.flatMap(one -> one.get(name));
        if (value.isPresent()) {
          whole = whole.with(name, value.get());
        }
      }
      sources.add(ordered(whole));
    }
    return new Entry(judged.key(), judged.body().with("Sources", new Value.Items(sources)));
  }

  /** In Consul's order. */
  private static Value.Fields ordered(Value.Fields source) {
    Value.Fields ordered = Value.Fields.EMPTY;
    for (String name : ORDER) {
      Optional<Value> value = source.get(name);
      if (value.isPresent()) {
        ordered = ordered.with(name, value.get());
      }
    }
    for (Map.Entry<String, Value> field : source.map().entrySet()) {
      ordered = ordered.with(field.getKey(), field.getValue());
    }
    return ordered;
  }

  private static Value.Fields fields(Value value) {
    return value instanceof Value.Fields fields ? fields : Value.Fields.EMPTY;
  }

  /** 32 bytes that stand for the content. */
  static byte[] hash(Value.Fields source) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(ValueJson.bytes(source));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
