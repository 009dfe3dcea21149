/**
 * From a source tree to a plan, and round and round.
 *
 * <p>Front doors: {@link dev.treaty.reconcile.loop.Surveyor} reads everything and plans; {@link
 * dev.treaty.reconcile.loop.ReconcileLoop} does so whenever something happened, and applies. Prints
 * nothing itself: what happens goes to an event sink.
 */
@NullMarked
package dev.treaty.reconcile.loop;

import org.jspecify.annotations.NullMarked;
