package dev.treaty.diff;

import dev.treaty.model.peering.ClusterName;

/**
 * What stands in a cluster, in numbers.
 *
 * @param managed entries and peerings that are ours
 * @param foreign those that are not, and are left alone
 * @param readWhole whether all was read; if not, nothing is changed there
 */
public record ClusterOverview(ClusterName name, int managed, int foreign, boolean readWhole) {}
