/**
 * The language of {@code ?filter=}: parsing, checking against the fields of a type, evaluating.
 *
 * <p>Behaves as go-bexpr 0.1.2, which Consul 1.16 uses, to the letter of its error texts. Front
 * door: {@link dev.treaty.agent.filter.Filter}. Pure: knows neither HTTP nor rows; a feature
 * declares the fields of its objects as {@link dev.treaty.agent.filter.Fields}.
 */
@NullMarked
package dev.treaty.agent.filter;

import org.jspecify.annotations.NullMarked;
