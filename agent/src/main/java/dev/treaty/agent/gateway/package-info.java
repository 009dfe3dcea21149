/**
 * API gateways: what a server finds out about gateways and routes, written as their {@code Status},
 * and which routes hang on which listener, written as {@code bound-api-gateway}.
 *
 * <p>Front door: {@link dev.treaty.agent.gateway.GatewayFeature}. {@link
 * dev.treaty.agent.gateway.Reconciliation} decides and is pure; the feature follows the entries and
 * writes. It knows nothing of proxies.
 */
@NullMarked
package dev.treaty.agent.gateway;

import org.jspecify.annotations.NullMarked;
