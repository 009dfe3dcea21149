/**
 * Consul's HTTP API as the reconciler and the client commands use it.
 *
 * <p>Front doors: the port {@link dev.treaty.reconcile.consul.ConsulClient} and its adapter {@link
 * dev.treaty.reconcile.consul.HttpConsulClient}. Knows nothing of plans, Git or projects; judges no
 * answer beyond its form.
 */
@NullMarked
package dev.treaty.reconcile.consul;

import org.jspecify.annotations.NullMarked;
