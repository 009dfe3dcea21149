/**
 * Whether what clients saw of a store can be explained by one order of their operations.
 *
 * <p>Front door: {@link dev.treaty.tests.history.LinearizabilityChecker}. Knows nothing of HTTP.
 */
@NullMarked
package dev.treaty.tests.history;

import org.jspecify.annotations.NullMarked;
