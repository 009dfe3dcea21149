package dev.treaty.model.graph;

/**
 * What a chain looks like to those who lead to it.
 *
 * @param isResolver whether it begins with a resolver, so that no request is looked into
 */
record ServiceEnd(String protocol, boolean isResolver) {

  static ServiceEnd of(CompiledChain chain) {
    return new ServiceEnd(chain.protocol(), chain.start() instanceof ChainNode.Resolver);
  }
}
