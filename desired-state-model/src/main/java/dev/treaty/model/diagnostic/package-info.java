/**
 * What a user did wrong and where: code, severity, range, excerpt and advice, as values.
 *
 * <p>Front door: {@link dev.treaty.model.diagnostic.Diagnostic}. Knows nothing of syntax or
 * entries.
 */
@NullMarked
package dev.treaty.model.diagnostic;

import org.jspecify.annotations.NullMarked;
