package dev.treaty.diff;

import dev.treaty.model.live.LivePeering;
import java.util.Optional;

/** What stands on one side of a declared peering. */
sealed interface SideState {

  /** Nothing: no row of the declared name, none with our mark. */
  record Absent() implements SideState {}

  /** A row that is ours, under the declared name. */
  record Ours(LivePeering row) implements SideState {}

  /** A row that is ours, under a name that is no longer the declared one. */
  record OursRenamed(LivePeering row) implements SideState {}

  /** A row under the declared name that is not ours. */
  record NotOurs(LivePeering row, Ownership ownership) implements SideState {}

  default Optional<LivePeering> standing() {
    return switch (this) {
      case Absent absent -> Optional.empty();
      case Ours(LivePeering row) -> Optional.of(row);
      case OursRenamed(LivePeering row) -> Optional.of(row);
      case NotOurs(LivePeering row, Ownership ownership) -> Optional.of(row);
    };
  }
}
