package dev.treaty.diff;

import java.util.Comparator;

/**
 * When a change is written: a phase, a place in it, and the turn where it had to wait for others.
 *
 * @param title of the stage
 */
record Slot(Phase phase, int rank, int level, int turn, String title) {

  static final Comparator<Slot> ORDER =
      Comparator.comparing(Slot::phase)
          .thenComparingInt(Slot::rank)
          .thenComparingInt(Slot::level)
          .thenComparingInt(Slot::turn)
          .thenComparing(Slot::title);

  /** See {@link StageOrder}. */
  enum Phase {
    CUT,
    BUILD,
    DECIDE,
    LOWER,
    OPEN
  }

  Slot(Phase phase, int rank, int level, String title) {
    this(phase, rank, level, 0, title);
  }

  boolean isBeside(Slot other) {
    return phase == other.phase && rank == other.rank && level == other.level;
  }

  /** Right after this one, before the next. */
  Slot then(int laterTurn, String otherTitle) {
    return new Slot(phase, rank, level, laterTurn, otherTitle);
  }
}
