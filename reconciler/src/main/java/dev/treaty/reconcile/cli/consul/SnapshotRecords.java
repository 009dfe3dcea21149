package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.archive.SnapshotMeta;
import dev.treaty.model.archive.Unpack;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many records of which kind a snapshot has, ours or Consul's. */
record SnapshotRecords(SnapshotMeta meta, List<Kind> kinds, long total) {

  static final String KEYS = "KVS";

  /** Consul's names for its records, by their number in {@code state.bin}. */
  private static final String[] NAMES = {
    "Register",
    "Deregister",
    KEYS,
    "Session",
    "ACL",
    "Tombstone",
    "CoordinateBatchUpdate",
    "PreparedQuery",
    "Txn",
    "Autopilot",
    "Area",
    "ACLBootstrap",
    "Intention",
    "ConnectCA",
    "ConnectCAProviderState",
    "ConnectCAConfig",
    "Index",
    "ACLToken",
    "ACLTokenDelete",
    "ACLPolicy",
    "ACLPolicyDelete",
    "ConnectCALeaf",
    "ConfigEntry",
    "ACLRole",
    "ACLRoleDelete",
    "ACLBindingRule",
    "ACLBindingRuleDelete",
    "ACLAuthMethod",
    "ACLAuthMethodDelete",
    "ChunkingState",
    "FederationState",
    "SystemMetadata",
    "ServiceVirtualIP",
    "FreeVirtualIP",
    "KindServiceName",
    "Peering",
    "PeeringDelete",
    "Unknown(37)",
    "PeeringTrustBundle",
    "PeeringTrustBundleDelete",
    "PeeringSecret",
    "RaftLogVerifierCheckpoint",
    "Resource",
    "UpdateManualVirtualIPRequestType"
  };

  /** One kind; sizes in bytes, as Consul's client adds them up. */
  record Kind(String name, long size, long count) {}

  static SnapshotRecords read(SnapshotMeta meta, InputStream state) throws IOException {
    Unpack in = new Unpack(new BufferedInputStream(state, 1 << 16));
    Map<String, Kind> found = new HashMap<>();
    in.skip();
    long from = 0;
    int kind;
    while ((kind = in.kind()) >= 0) {
      in.skip();
      String name = kind < NAMES.length ? NAMES[kind] : "Unknown(" + kind + ")";
      found.merge(
          name,
          new Kind(name, in.position() - from, 1),
          (a, b) -> new Kind(name, a.size() + b.size(), a.count() + b.count()));
      from = in.position();
    }
    List<Kind> sorted = new ArrayList<>(found.values());
    sorted.sort(Comparator.comparing(Kind::size).reversed().thenComparing(Kind::name));
    return new SnapshotRecords(meta, List.copyOf(sorted), from);
  }

  /** As {@code -format=pretty} prints it. */
  String pretty() {
    List<String> lines = new ArrayList<>();
    for (String[] row :
        new String[][] {
          {"ID", meta.id()},
          {"Size", Long.toString(meta.size())},
          {"Index", Long.toString(meta.index())},
          {"Term", Long.toString(meta.term())},
          {"Version", Long.toString(meta.version())}
        }) {
      lines.add(String.format(" %-13s%s", row[0], row[1]));
    }
    lines.add("");
    List<String[]> rows = new ArrayList<>();
    String[] rule = {"----", "----", "----"};
    rows.add(new String[] {"Type", "Count", "Size"});
    rows.add(rule);
    kinds.forEach(kind ->
        rows.add(new String[] {kind.name(), Long.toString(kind.count()), bytes(kind.size())}));
    rows.add(rule);
    rows.add(new String[] {"Total", "", bytes(total)});
    int first = rows.stream().mapToInt(row -> row[0].length()).max().orElse(0) + 6;
    int second = rows.stream().mapToInt(row -> row[1].length()).max().orElse(0) + 6;
    for (String[] row : rows) {
      lines.add(String.format(" %-" + first + "s%-" + second + "s%s", row[0], row[1], row[2]));
    }
    return String.join("\n", lines);
  }

  private static String bytes(long size) {
    String[] units = {"B", "KB", "MB", "GB", "TB"};
    int unit = size == 0 ? 0 : Math.min(4, (63 - Long.numberOfLeadingZeros(size)) / 10);
    String text = String.format(java.util.Locale.ROOT, "%.1f", size / (double) (1L << (10 * unit)));
    return size == 0 ? "0" : text.replaceFirst("\\.0$", "") + units[unit];
  }
}
