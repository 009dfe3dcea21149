/**
 * Notations of Go that Consul's HTTP API shows: quoted strings, durations, JSON as {@code
 * encoding/json} writes it.
 *
 * <p>Front doors: {@link dev.treaty.agent.notation.GoText}, {@link
 * dev.treaty.agent.notation.GoDuration}, {@link dev.treaty.agent.notation.JsonText}. Pure; knows
 * nothing of Consul's objects.
 */
@NullMarked
package dev.treaty.agent.notation;

import org.jspecify.annotations.NullMarked;
