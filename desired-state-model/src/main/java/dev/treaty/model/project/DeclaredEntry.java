package dev.treaty.model.project;

import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.peering.ClusterName;

/**
 * A config entry that the repository declares for one cluster.
 *
 * @param entry as the cluster's server would store it, without our ownership marks
 * @param range where the (first) declaration says its name
 * @param excerpt the line there; empty where it must not be shown
 * @param revision the commit that last changed the declaring file, or {@code work-tree}
 */
public record DeclaredEntry(
    ClusterName cluster, Entry entry, SourceRange range, String excerpt, String revision) {}
