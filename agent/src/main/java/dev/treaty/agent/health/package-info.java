/**
 * The endpoints {@code /v1/health/*}: instances with their checks, and lists of checks.
 *
 * <p>Front door: {@link dev.treaty.agent.health.HealthFeature}. Reads the catalog; must not know
 * where checks come from.
 */
@NullMarked
package dev.treaty.agent.health;

import org.jspecify.annotations.NullMarked;
