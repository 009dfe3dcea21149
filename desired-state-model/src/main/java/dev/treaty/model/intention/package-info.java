/**
 * Who may call whom: intentions, their precedence and the decision.
 *
 * <p>Front doors: {@link dev.treaty.model.intention.Intentions} and {@link
 * dev.treaty.model.intention.IntentionDecision}. Pure; knows no state, request or certificate.
 */
@NullMarked
package dev.treaty.model.intention;

import org.jspecify.annotations.NullMarked;
