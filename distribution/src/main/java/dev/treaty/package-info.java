/**
 * The {@code treaty} command: composes the command lines of the agent and the reconciler.
 *
 * <p>Front door: {@link dev.treaty.Main}. Decides nothing about clusters itself.
 */
@NullMarked
package dev.treaty;

import org.jspecify.annotations.NullMarked;
