/**
 * A repository as a project: {@code treaty.hcl}, clusters, safety, and the desired state they
 * declare.
 *
 * <p>Front doors: {@link dev.treaty.model.project.ProjectLoader}, from a {@link
 * dev.treaty.model.project.SourceTree} to a {@link dev.treaty.model.project.DesiredState} or
 * diagnostics; {@link dev.treaty.model.project.ClusterBindings}, from the operator's clusters file
 * and variables to an address and credentials for each cluster. Knows nothing of Git or HTTP, and
 * reads no file by itself.
 */
@NullMarked
package dev.treaty.model.project;

import org.jspecify.annotations.NullMarked;
