package dev.treaty.reconcile.cli;

import dev.treaty.diff.EntryChange;
import dev.treaty.diff.Plan;
import dev.treaty.model.entry.Tenancy;
import java.util.Set;
import java.util.stream.Collectors;

/** Where the entries of a plan stand. */
final class Tenancies {
  private Tenancies() {}

  static Set<Tenancy> of(Plan plan) {
    return plan.changes().stream()
        .filter(change -> change instanceof EntryChange)
        .map(change -> ((EntryChange) change).key().tenancy())
        .collect(Collectors.toSet());
  }
}
