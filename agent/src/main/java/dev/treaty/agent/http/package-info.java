/**
 * The HTTP façade: routes, requests, answers, blocking queries, and Consul's manners in all of
 * them.
 *
 * <p>Front doors: {@link dev.treaty.agent.http.Route} for features and {@link
 * dev.treaty.agent.http.ApiServer} for the composition. Vert.x stays in here; what the endpoints
 * mean is not known here.
 */
@NullMarked
package dev.treaty.agent.http;

import org.jspecify.annotations.NullMarked;
