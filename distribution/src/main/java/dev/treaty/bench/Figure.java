package dev.treaty.bench;

/**
 * One measured line.
 *
 * @param subject what was measured: {@code treaty}, {@code consul} or {@code disk}
 */
record Figure(String name, String subject, double value, String unit) {}
