package dev.treaty.model.graph;

/** Compiles discovery chains as a Consul server does. */
public final class DiscoveryChains {

  /** What became of a compilation. */
  public sealed interface Result {

    /**
     * A chain.
     *
     * @param fromEntries whether any entry at all took part
     */
    record Compiled(CompiledChain chain, boolean fromEntries) implements Result {}

    /** The entries contradict each other. */
    record Broken(GraphFault fault) implements Result {}
  }

  private DiscoveryChains() {}

  /** The chain of a service; that no entry names it is no fault. */
  public static Result compile(EntryLookup state, ChainRequest request) {
    ChainSources sources = ChainSources.of(state, request.service());
    try {
      return new Result.Compiled(new ChainCompiler(sources, request).compile(), !sources.isEmpty());
    } catch (BrokenChainException e) {
      return new Result.Broken(e.fault());
    }
  }

  static CompiledChain trial(EntryLookup state, ServiceId service) throws BrokenChainException {
    return new ChainCompiler(ChainSources.of(state, service), ChainRequest.trial(service))
        .compile();
  }
}
