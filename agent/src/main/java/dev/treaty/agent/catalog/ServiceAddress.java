package dev.treaty.agent.catalog;

/** One of a service's tagged addresses. */
public record ServiceAddress(String address, int port) {}
