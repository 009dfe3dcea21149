/**
 * Notations of Go that Consul's HTTP API shows: quoted strings, and bodies decoded as Go's strict
 * JSON decoder does.
 *
 * <p>Front doors: {@link dev.treaty.agent.notation.GoText}, {@link
 * dev.treaty.agent.notation.GoStruct}. Pure; knows nothing of Consul's objects.
 */
@NullMarked
package dev.treaty.agent.notation;

import org.jspecify.annotations.NullMarked;
