package dev.treaty.agent.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of a request, read as Go reads them. */
public final class QueryString {

  static final QueryString EMPTY = new QueryString(Map.of());

  private final Map<String, List<String>> values;

  private QueryString(Map<String, List<String>> values) {
    this.values = values;
  }

  /** Reads a raw query; empty if Go would refuse it (bad escapes, semicolons). */
  static Optional<QueryString> parse(String raw) {
    if (raw.isEmpty()) {
      return Optional.of(EMPTY);
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : raw.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      if (pair.indexOf(';') >= 0) {
        return Optional.empty();
      }
      int equals = pair.indexOf('=');
      Optional<String> key = decode(equals < 0 ? pair : pair.substring(0, equals), true);
      Optional<String> value =
          equals < 0 ? Optional.of("") : decode(pair.substring(equals + 1), true);
      if (key.isEmpty() || value.isEmpty()) {
        return Optional.empty();
      }
      values.computeIfAbsent(key.get(), unused -> new ArrayList<>(1)).add(value.get());
    }
    return Optional.of(new QueryString(values));
  }

  /** Undoes percent escapes; empty where one is malformed. */
  static Optional<String> decode(String text, boolean plusIsBlank) {
    if (text.indexOf('%') < 0 && (!plusIsBlank || text.indexOf('+') < 0)) {
      return Optional.of(text);
    }
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[raw.length];
    int length = 0;
    for (int i = 0; i < raw.length; i++) {
      byte b = raw[i];
      if (b == '%') {
        int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
        int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
        if (high < 0 || low < 0) {
          return Optional.empty();
        }
        out[length++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        out[length++] = plusIsBlank && b == '+' ? (byte) ' ' : b;
      }
    }
    return Optional.of(new String(out, 0, length, StandardCharsets.UTF_8));
  }

  /** The first value of the parameter. */
  public Optional<String> first(String name) {
    List<String> all = values.get(name);
    return all == null ? Optional.empty() : Optional.of(all.getFirst());
  }

  /** The first value, or {@code ""}: how Consul reads most parameters. */
  public String get(String name) {
    return first(name).orElse("");
  }

  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** Whether the parameter is there, with or without a value. */
  public boolean has(String name) {
    return values.containsKey(name);
  }
}
