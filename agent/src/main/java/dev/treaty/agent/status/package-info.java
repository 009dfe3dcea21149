/**
 * Who this agent is and who leads: {@code status/*}, {@code agent/self}, {@code agent/members}.
 *
 * <p>Front door: {@link dev.treaty.agent.status.StatusFeature}.
 */
@NullMarked
package dev.treaty.agent.status;

import org.jspecify.annotations.NullMarked;
