/**
 * What happened, for people and machines: diagnostics, plans and events as text, JSON, NDJSON,
 * Markdown, SARIF and JUnit.
 *
 * <p>Front doors: {@link dev.treaty.reconcile.report.DiagnosticReport} and {@link
 * dev.treaty.reconcile.report.EventWriter}. Decides nothing; no format changes an exit code.
 */
@NullMarked
package dev.treaty.reconcile.report;

import org.jspecify.annotations.NullMarked;
