/**
 * Peerings as declared: one object for both sides.
 *
 * <p>Front door: {@link dev.treaty.model.peering.PeeringDeclaration}.
 */
@NullMarked
package dev.treaty.model.peering;

import org.jspecify.annotations.NullMarked;
