/**
 * Intentions as {@code /v1/connect/intentions} shows them: another view of the service-intentions
 * config entries, which stay the truth.
 *
 * <p>Front door: {@link dev.treaty.agent.intention.IntentionFeature}. Precedence and decisions are
 * the model's.
 */
@NullMarked
package dev.treaty.agent.intention;

import org.jspecify.annotations.NullMarked;
