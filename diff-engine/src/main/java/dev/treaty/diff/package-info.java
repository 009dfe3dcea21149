/**
 * Desired state and live state to a plan: what would be written, in which order, and why.
 *
 * <p>Front doors: {@code Planner} makes a {@link dev.treaty.diff.Plan}; {@code PlanText}, {@code
 * PlanJson} and {@code PlanMarkdown} print it; {@code PlanFile} saves it. Pure: knows nothing of
 * HTTP, Git, files, threads or clocks.
 */
@NullMarked
package dev.treaty.diff;

import org.jspecify.annotations.NullMarked;
