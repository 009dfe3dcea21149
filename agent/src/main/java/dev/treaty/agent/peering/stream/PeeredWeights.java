package dev.treaty.agent.peering.stream;

/** How DNS weighs an instance by its health. */
public record PeeredWeights(int passing, int warning) {}
