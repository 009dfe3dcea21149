/**
 * What was done, kept for people: one line of JSON per change.
 *
 * <p>Front door: {@link dev.treaty.reconcile.ledger.Ledger}. History only: nothing is ever decided
 * by it, and its loss costs nothing else.
 */
@NullMarked
package dev.treaty.reconcile.ledger;

import org.jspecify.annotations.NullMarked;
