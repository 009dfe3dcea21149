/**
 * Asking servers over gRPC's health protocol how they are.
 *
 * <p>Front door: {@link dev.treaty.agent.check.grpc.HealthCall}. Knows nothing of checks; gRPC
 * stays in here.
 */
@NullMarked
package dev.treaty.agent.check.grpc;

import org.jspecify.annotations.NullMarked;
