package dev.treaty.model.schema;

import java.util.List;

/** What a field holds. */
public sealed interface Type {

  /** A single value. */
  sealed interface Scalar extends Type {}

  /**
   * A string.
   *
   * @param goType the name that Consul's errors call it
   */
  record Text(String goType) implements Scalar {}

  /**
   * A whole number.
   *
   * @param goType {@code int}, {@code uint8}, {@code uint32} or {@code uint64}
   */
  record Whole(String goType) implements Scalar {}

  /**
   * A number with a fraction.
   *
   * @param goType {@code float32} or {@code float64}
   */
  record Real(String goType) implements Scalar {}

  /** A boolean. */
  record Flag() implements Scalar {}

  /** A duration, stored and printed in nanoseconds, or in Go's spelling if {@code spelled}. */
  record Span(boolean spelled) implements Scalar {}

  /** A moment, written as RFC 3339. */
  record Time() implements Scalar {}

  /** Bytes, which Consul takes as they are written and prints in base64. */
  record Bytes() implements Scalar {}

  /** A list of single values. */
  record Scalars(Scalar element, Order order) implements Type {}

  /**
   * A list of maps.
   *
   * @param identity the fields that tell elements apart; empty if only their place does
   * @param pointers whether Consul holds pointers to them, which its decoder passes twice
   */
  record Structs(Shape shape, List<String> identity, Order order, boolean pointers)
      implements Type {
    public Structs(Shape shape, List<String> identity, Order order) {
      this(shape, identity, order, false);
    }

    /** The list as one of pointers. */
    public Structs ofPointers() {
      return new Structs(shape, identity, order, true);
    }
  }

  /** A map with declared fields. */
  record Struct(Shape shape) implements Type {}

  /**
   * A map from any key to a map with declared fields.
   *
   * @param goType the name that Consul's errors call its values
   */
  record StructMap(Shape shape, String goType) implements Type {}

  /** A map from any key to a string. */
  record TextMap() implements Type {}

  /** Anything: Consul stores it without looking. */
  record Opaque() implements Type {}

  /** Whether the order of a list's elements means something. */
  enum Order {
    COUNTS,
    FREE
  }

  Text TEXT = new Text("string");
  Whole INT = new Whole("int");
  Whole UINT32 = new Whole("uint32");
  Whole UINT64 = new Whole("uint64");
  Flag FLAG = new Flag();
  Span SPAN = new Span(false);
  Span SPELLED_SPAN = new Span(true);
  Time TIME = new Time();
  Bytes BYTES = new Bytes();
  Scalars TEXTS = new Scalars(TEXT, Order.COUNTS);
  TextMap TEXT_MAP = new TextMap();
  Opaque OPAQUE = new Opaque();

  /** A list of maps that only their place tells apart. */
  static Structs list(Shape shape) {
    return new Structs(shape, List.of(), Order.COUNTS);
  }

  /** A list of maps whose order counts and that their names tell apart. */
  static Structs named(Shape shape) {
    return new Structs(shape, List.of("Name"), Order.COUNTS);
  }
}
