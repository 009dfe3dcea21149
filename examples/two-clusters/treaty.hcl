# Two clusters, one peering, all of it declared here. Addresses and tokens are the operator's: they
# stand in a clusters file outside this repository, or in TREATY_CLUSTER_01_HTTP_ADDR and the like.
project = "two-clusters"

cluster "cluster-01" {}
cluster "cluster-02" {}

peering "cluster-01" "cluster-02" {}

mode = "enforce" # `treaty run` mends what differs; "observe" would only report it
