package dev.treaty.diff;

import dev.treaty.model.peering.ClusterName;

/** Something that could not be read; nothing at all is changed in its cluster. */
public record ReadProblem(ClusterName cluster, String message) {}
