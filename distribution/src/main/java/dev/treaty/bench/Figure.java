package dev.treaty.bench;

/**
 * One measured value.
 *
 * @param subject what was measured: {@code treaty}, {@code consul} or {@code disk}
 * @param better which values are the better ones
 */
record Figure(String name, String subject, double value, String unit, Better better) {

  /** Whether one hopes for high or for low values. */
  enum Better {
    MORE,
    LESS
  }

  static Figure rate(String name, String subject, double perSecond) {
    return new Figure(name, subject, perSecond, "/s", Better.MORE);
  }

  /** A time, a size: the less the better. */
  static Figure cost(String name, String subject, double value, String unit) {
    return new Figure(name, subject, value, unit, Better.LESS);
  }
}
