package dev.treaty.agent.peering.stream;

/** A standing wish to be told; closing ends it. */
@FunctionalInterface
public interface Registration extends AutoCloseable {
  @Override
  void close();
}
