package dev.treaty.model.graph;

/** Leaves the compiler where a chain cannot be built. */
final class BrokenChainException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient GraphFault fault;

  BrokenChainException(GraphFault fault) {
    super(fault.consulText());
    this.fault = fault;
  }

  GraphFault fault() {
    return fault;
  }
}
