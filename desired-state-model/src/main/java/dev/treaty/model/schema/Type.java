package dev.treaty.model.schema;

import java.util.List;

/** What a field holds. */
public sealed interface Type {

  /**
   * A string.
   *
   * @param goType the name that Consul's errors call it
   */
  record Text(String goType) implements Type {}

  /**
   * A whole number.
   *
   * @param goType {@code int}, {@code uint32} or {@code uint64}
   */
  record Whole(String goType) implements Type {}

  /** A boolean. */
  record Flag() implements Type {}

  /** A duration, stored and printed in nanoseconds. */
  record Span() implements Type {}

  /** A moment, written as RFC 3339. */
  record Time() implements Type {}

  /** A list of strings. */
  record Texts(Order order) implements Type {}

  /**
   * A list of maps.
   *
   * @param identity the fields that tell elements apart; empty if only their place does
   */
  record Structs(Shape shape, List<String> identity, Order order) implements Type {}

  /** A map with declared fields. */
  record Struct(Shape shape) implements Type {}

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
  Flag FLAG = new Flag();
  Span SPAN = new Span();
  Time TIME = new Time();
  Texts TEXTS = new Texts(Order.COUNTS);
  TextMap TEXT_MAP = new TextMap();
  Opaque OPAQUE = new Opaque();
}
