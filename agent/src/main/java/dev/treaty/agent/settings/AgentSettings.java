package dev.treaty.agent.settings;

import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.entry.ServerProfile.Edition;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Everything an agent is told.
 *
 * @param dataDir absent: everything is kept in memory
 * @param dev print JSON pretty and the like, as {@code consul agent -dev} does
 * @param profile which Consul the agent behaves as
 * @param portsFile where the ports that were picked are written, besides the data directory
 */
public record AgentSettings(
    String datacenter,
    String primaryDatacenter,
    NodeSettings node,
    NetworkSettings network,
    ClusterSettings cluster,
    MeshSettings mesh,
    CheckSettings checks,
    ServerProfile profile,
    Optional<Path> dataDir,
    Optional<Path> portsFile,
    OperationSettings operation,
    boolean dev) {

  /** In memory, on loopback, with Consul's ports: {@code treaty agent -dev}. */
  public static AgentSettings dev(String nodeName) {
    return new AgentSettings(
        "dc1",
        "dc1",
        new NodeSettings(nodeName, Optional.empty(), Map.of()),
        NetworkSettings.LOOPBACK.withPorts(Ports.DEFAULT.withGrpc(8502)),
        ClusterSettings.ALONE,
        MeshSettings.DEFAULT,
        CheckSettings.DEFAULT,
        new ServerProfile(ServerProfile.DEFAULT.version(), Edition.ENTERPRISE),
        Optional.empty(),
        Optional.empty(),
        OperationSettings.SERVER,
        true);
  }

  /** What holds for a server where its configuration says nothing. */
  public static AgentSettings server(String nodeName) {
    AgentSettings dev = dev(nodeName);
    return new AgentSettings(
        dev.datacenter,
        dev.primaryDatacenter,
        dev.node,
        NetworkSettings.LOOPBACK.withBindAddress("0.0.0.0", Addresses.of("0.0.0.0")),
        dev.cluster,
        dev.mesh,
        dev.checks,
        dev.profile,
        Optional.empty(),
        Optional.empty(),
        OperationSettings.SERVER,
        false);
  }

  /** For tests in this JVM: in memory, on loopback, on free ports, compact JSON. */
  public static AgentSettings embedded(String nodeName, String datacenter) {
    AgentSettings dev = dev(nodeName);
    return new AgentSettings(
        datacenter,
        datacenter,
        dev.node,
        NetworkSettings.LOOPBACK.withPorts(Ports.EPHEMERAL),
        dev.cluster,
        dev.mesh,
        dev.checks,
        dev.profile,
        Optional.empty(),
        Optional.empty(),
        OperationSettings.SERVER,
        false);
  }

  /** Whether partitions and namespaces are refused as Community Edition does. */
  public boolean isCommunity() {
    return profile.edition() == Edition.COMMUNITY;
  }

  public AgentSettings withDatacenter(String name) {
    return new AgentSettings(
        name, name, node, network, cluster, mesh, checks, profile, dataDir, portsFile, operation,
        dev);
  }

  public AgentSettings withPrimaryDatacenter(String name) {
    return new AgentSettings(
        datacenter,
        name,
        node,
        network,
        cluster,
        mesh,
        checks,
        profile,
        dataDir,
        portsFile,
        operation,
        dev);
  }

  public AgentSettings withNode(NodeSettings other) {
    return new AgentSettings(
        datacenter,
        primaryDatacenter,
        other,
        network,
        cluster,
        mesh,
        checks,
        profile,
        dataDir,
        portsFile,
        operation,
        dev);
  }

  public AgentSettings withNetwork(NetworkSettings other) {
    return new AgentSettings(
        datacenter,
        primaryDatacenter,
        node,
        other,
        cluster,
        mesh,
        checks,
        profile,
        dataDir,
        portsFile,
        operation,
        dev);
  }

  public AgentSettings withCluster(ClusterSettings other) {
    return new AgentSettings(
        datacenter,
        primaryDatacenter,
        node,
        network,
        other,
        mesh,
        checks,
        profile,
        dataDir,
        portsFile,
        operation,
        dev);
  }

  public AgentSettings withMesh(MeshSettings other) {
    return new AgentSettings(
        datacenter,
        primaryDatacenter,
        node,
        network,
        cluster,
        other,
        checks,
        profile,
        dataDir,
        portsFile,
        operation,
        dev);
  }

  public AgentSettings withChecks(CheckSettings other) {
    return new AgentSettings(
        datacenter,
        primaryDatacenter,
        node,
        network,
        cluster,
        mesh,
        other,
        profile,
        dataDir,
        portsFile,
        operation,
        dev);
  }

  public AgentSettings withProfile(ServerProfile other) {
    return new AgentSettings(
        datacenter,
        primaryDatacenter,
        node,
        network,
        cluster,
        mesh,
        checks,
        other,
        dataDir,
        portsFile,
        operation,
        dev);
  }

  public AgentSettings withDataDir(Path folder) {
    return new AgentSettings(
        datacenter,
        primaryDatacenter,
        node,
        network,
        cluster,
        mesh,
        checks,
        profile,
        Optional.of(folder),
        portsFile,
        operation,
        dev);
  }

  public AgentSettings withPortsFile(Path file) {
    return new AgentSettings(
        datacenter,
        primaryDatacenter,
        node,
        network,
        cluster,
        mesh,
        checks,
        profile,
        dataDir,
        Optional.of(file),
        operation,
        dev);
  }

  public AgentSettings withOperation(OperationSettings other) {
    return new AgentSettings(
        datacenter,
        primaryDatacenter,
        node,
        network,
        cluster,
        mesh,
        checks,
        profile,
        dataDir,
        portsFile,
        other,
        dev);
  }
}
