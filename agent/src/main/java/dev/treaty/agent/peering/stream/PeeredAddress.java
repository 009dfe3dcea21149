package dev.treaty.agent.peering.stream;

/** A tagged address of a service. */
public record PeeredAddress(String address, int port) {}
