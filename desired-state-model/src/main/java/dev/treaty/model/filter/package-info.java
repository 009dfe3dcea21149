/**
 * The syntax of filter expressions, as Consul's library for them reads it.
 *
 * <p>Front door: {@link dev.treaty.model.filter.FilterSyntax}. Must not know what is filtered.
 */
@NullMarked
package dev.treaty.model.filter;

import org.jspecify.annotations.NullMarked;
