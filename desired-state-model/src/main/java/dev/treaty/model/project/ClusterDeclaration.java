package dev.treaty.model.project;

import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.peering.ClusterName;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A {@code cluster} block of the project.
 *
 * @param address what the repository says; the operator's clusters file binds the rest
 * @param configFolders folders whose entries apply here; {@code clusters/<name>} by default
 */
public record ClusterDeclaration(
    ClusterName name,
    Optional<URI> address,
    List<String> configFolders,
    Mode mode,
    SourceRange range) {}
