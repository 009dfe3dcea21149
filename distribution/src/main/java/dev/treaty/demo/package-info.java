/**
 * {@code treaty demo}: two clusters, one repository and one reconciler on this machine, as separate
 * processes, through all that the product promises.
 *
 * <p>Front door: {@link dev.treaty.demo.DemoCommand}. It knows the clusters only by their HTTP API
 * and the reconciler only by its command line.
 */
@NullMarked
package dev.treaty.demo;

import org.jspecify.annotations.NullMarked;
