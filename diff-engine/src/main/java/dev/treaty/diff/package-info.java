/**
 * Desired state and live state to a plan: what would be written, in which order, and why.
 *
 * <p>Front doors: {@link dev.treaty.diff.Planner} makes a {@link dev.treaty.diff.Plan}; {@link
 * dev.treaty.diff.PlanText}, {@link dev.treaty.diff.PlanJson} and {@link
 * dev.treaty.diff.PlanMarkdown} print it; {@link dev.treaty.diff.PlanFile} saves it, {@link
 * dev.treaty.diff.PlanConditions} tells whether a saved one may still be applied, and {@link
 * dev.treaty.diff.PlanOutcome} what the process ends with. Pure: knows nothing of HTTP, Git, files,
 * threads or clocks.
 */
@NullMarked
package dev.treaty.diff;

import org.jspecify.annotations.NullMarked;
