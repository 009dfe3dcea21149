/**
 * Consul's own client commands, with Consul's flags, texts and exit codes: {@code peering}, {@code
 * config}, {@code services}, {@code catalog}, {@code intention}, {@code members}, {@code info}.
 *
 * <p>Front doors: the public command classes. They speak to one agent over {@link
 * dev.treaty.reconcile.consul.ConsulClient} and know nothing of projects, plans or Git.
 */
@NullMarked
package dev.treaty.reconcile.cli.consul;

import org.jspecify.annotations.NullMarked;
