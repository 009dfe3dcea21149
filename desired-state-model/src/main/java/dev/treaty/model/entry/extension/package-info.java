/**
 * The Envoy extensions that come with Consul, one file each: their arguments and rules.
 *
 * <p>Front door: {@link dev.treaty.model.entry.extension.Extensions}. Must not know kinds.
 */
@NullMarked
package dev.treaty.model.entry.extension;

import org.jspecify.annotations.NullMarked;
