/**
 * Running health checks: what a check is, when it runs, what its result means.
 *
 * <p>Front door: {@link dev.treaty.agent.check.CheckRunners}. Thresholds and expiry are pure;
 * probes and timers around them are thin. Must not know where results go.
 */
@NullMarked
package dev.treaty.agent.check;

import org.jspecify.annotations.NullMarked;
