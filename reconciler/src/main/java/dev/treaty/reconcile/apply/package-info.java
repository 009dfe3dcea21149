/**
 * Writes a plan to the clusters and waits until they agree.
 *
 * <p>Front doors: {@link dev.treaty.reconcile.apply.Applier} walks the stages; {@link
 * dev.treaty.reconcile.apply.PeeringFlow} peers two clusters; {@link
 * dev.treaty.reconcile.apply.Convergence} tells whether it is done. Decides nothing that the plan
 * did not decide.
 */
@NullMarked
package dev.treaty.reconcile.apply;

import org.jspecify.annotations.NullMarked;
