/**
 * Nodes, services and checks: their rows and tables, the commands that change them, what can be
 * read of them, and the endpoints {@code /v1/catalog/*} and {@code /v1/internal/ui/services}.
 *
 * <p>Front doors: {@link dev.treaty.agent.catalog.CatalogTables} (tables and commands), {@link
 * dev.treaty.agent.catalog.CatalogView} (reading), {@link dev.treaty.agent.catalog.ImportInstances}
 * and its neighbours (what peers may write). Every key begins with the name of the peer a row was
 * imported from, empty for local rows, so an imported row can never stand for a local one. Must not
 * know how peers talk or how checks are run.
 */
@NullMarked
package dev.treaty.agent.catalog;

import org.jspecify.annotations.NullMarked;
