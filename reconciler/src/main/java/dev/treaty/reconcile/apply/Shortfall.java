package dev.treaty.reconcile.apply;

/**
 * Something that is not yet as it must be.
 *
 * @param address the peering concerned
 * @param text what was seen and what was expected, for people
 */
public record Shortfall(String address, String text) {}
