/**
 * A repository as a project: {@code treaty.hcl}, clusters, safety, and the desired state they
 * declare.
 *
 * <p>Front door: {@code ProjectLoader}, from a {@link dev.treaty.model.project.SourceTree} to a
 * {@link dev.treaty.model.project.DesiredState} or diagnostics. Knows nothing of Git or HTTP.
 */
@NullMarked
package dev.treaty.model.project;

import org.jspecify.annotations.NullMarked;
