/**
 * Log lines on their way: the two forms they are printed in, the file they are kept in, and those
 * who listen.
 *
 * <p>Front doors: {@link dev.treaty.agent.log.LogHub} and {@link
 * dev.treaty.agent.log.RotatingFile}. Knows no logging library and no HTTP.
 */
@NullMarked
package dev.treaty.agent.log;

import org.jspecify.annotations.NullMarked;
