/**
 * The commands about a project: {@code init}, {@code validate}, {@code plan}, {@code apply}, {@code
 * drift}, {@code adopt}, {@code release} and {@code run}.
 *
 * <p>Front doors: the command classes. Results go to stdout, diagnostics and progress to stderr;
 * the exit code is the first of {@link dev.treaty.diff.ExitCode} that applies.
 */
@NullMarked
package dev.treaty.reconcile.cli;

import org.jspecify.annotations.NullMarked;
