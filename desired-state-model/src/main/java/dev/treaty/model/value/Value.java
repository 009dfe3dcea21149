package dev.treaty.model.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An immutable JSON-like value. Equality is structural; the order of {@link Fields} does not count
 * for equality but is kept for printing.
 *
 * <p>Equality is written out: what the compiler makes for records goes through method handles,
 * which cost ten times as much until the second compiler has seen them, and the launcher leaves
 * that off.
 */
public sealed interface Value {

  /** A string. */
  record Text(String text) implements Value {
    @Override
    public boolean equals(Object other) {
      return this == other || (other instanceof Text that && text.equals(that.text));
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }
  }

  /** A whole number of any size. */
  record Whole(BigInteger number) implements Value {
    public static Whole of(long number) {
      return new Whole(BigInteger.valueOf(number));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Whole that && number.equals(that.number);
    }

    @Override
    public int hashCode() {
      return number.hashCode();
    }
  }

  /**
   * A number with a fraction or an exponent; never equal to a {@link Whole}, whatever its digits.
   */
  record Decimal(BigDecimal number) implements Value {
    public static Decimal of(double number) {
      return new Decimal(BigDecimal.valueOf(number));
    }

    /** The number counts, not how many of its zeros are kept. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Decimal that && number.compareTo(that.number) == 0;
    }

    @Override
    public int hashCode() {
      return number.stripTrailingZeros().hashCode();
    }
  }

  /** A boolean. */
  record Flag(boolean on) implements Value {
    public static final Flag TRUE = new Flag(true);
    public static final Flag FALSE = new Flag(false);

    public static Flag of(boolean on) {
      return on ? TRUE : FALSE;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Flag that && on == that.on;
    }

    @Override
    public int hashCode() {
      return Boolean.hashCode(on);
    }
  }

  /** JSON's null. */
  record Nothing() implements Value {
    public static final Nothing NULL = new Nothing();
  }

  /** An ordered list. */
  record Items(List<Value> values) implements Value {
    public static final Items EMPTY = new Items(List.of());

    public Items {
      values = List.copyOf(values);
    }

    public static Items of(Value... values) {
      return new Items(List.of(values));
    }

    @Override
    public boolean equals(Object other) {
      return this == other || (other instanceof Items that && values.equals(that.values));
    }

    @Override
    public int hashCode() {
      return values.hashCode();
    }
  }

  /** A map from key to value, in insertion order. */
  record Fields(Map<String, Value> map) implements Value {
    public static final Fields EMPTY = new Fields(Map.of());

    public Fields {
      map = Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    @Override
    public boolean equals(Object other) {
      return this == other || (other instanceof Fields that && equals(map, that.map));
    }

    /** Maps that mean the same mostly have the same order too: then nothing is looked up. */
    private static boolean equals(Map<String, Value> one, Map<String, Value> other) {
      if (one.size() != other.size()) {
        return false;
      }
      Iterator<Map.Entry<String, Value>> others = other.entrySet().iterator();
      for (Map.Entry<String, Value> member : one.entrySet()) {
        Map.Entry<String, Value> beside = others.next();
        if (!member.getKey().equals(beside.getKey())) {
          return one.equals(other);
        }
        if (!member.getValue().equals(beside.getValue())) {
          return false;
        }
      }
      return true;
    }

    @Override
    public int hashCode() {
      return map.hashCode();
    }

    public Optional<Value> get(String key) {
      return Optional.ofNullable(map.get(key));
    }

    /** The text under the key, or {@code ""} where it is absent or no text. */
    public String text(String key) {
      return map.get(key) instanceof Text(String text) ? text : "";
    }

    /** The list under the key, or an empty one where it is absent or no list. */
    public List<Value> items(String key) {
      return map.get(key) instanceof Items(List<Value> values) ? values : List.of();
    }

    /** The maps in the list under the key; other elements are passed over. */
    public List<Fields> maps(String key) {
      List<Fields> found = new ArrayList<>();
      for (Value value : items(key)) {
        if (value instanceof Fields fields) {
          found.add(fields);
        }
      }
      return found;
    }

    /** The map under the key, or an empty one where it is absent or no map. */
    public Fields fields(String key) {
      return map.get(key) instanceof Fields fields ? fields : EMPTY;
    }

    public boolean flag(String key) {
      return map.get(key) instanceof Flag(boolean on) && on;
    }

    /** A copy with the key set; a new key comes last. */
    public Fields with(String key, Value value) {
      LinkedHashMap<String, Value> copy = new LinkedHashMap<>(map);
      copy.put(key, value);
      return new Fields(copy);
    }

    public Fields without(String key) {
      if (!map.containsKey(key)) {
        return this;
      }
      LinkedHashMap<String, Value> copy = new LinkedHashMap<>(map);
      copy.remove(key);
      return new Fields(copy);
    }
  }

  static Text text(String text) {
    return new Text(text);
  }
}
