package dev.treaty.agent.local;

import dev.treaty.agent.catalog.CatalogBody;
import dev.treaty.agent.catalog.MeshConfig;
import dev.treaty.agent.catalog.ServiceRow;
import dev.treaty.agent.catalog.Weights;
import dev.treaty.agent.check.CheckSpec;
import dev.treaty.agent.check.Thresholds;
import dev.treaty.agent.notation.GoStruct;
import dev.treaty.model.entry.Tenancy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decodes the bodies of {@code agent/service/register} and {@code agent/check/register}. */
final class AgentBody {

  private final boolean community;
  private final Tenancy asked;
  private final String node;

  AgentBody(boolean community, Tenancy asked, String node) {
    this.community = community;
    this.asked = asked;
    this.node = node;
  }

  /**
   * A service as it was asked for.
   *
   * @param weights empty where not given
   * @param sidecar the service that comes with it
   */
  record Definition(
      ServiceRow service,
      Optional<Weights> weights,
      List<Registration.CheckPlan> checks,
      Optional<Definition> sidecar,
      boolean idGiven) {}

  Definition service(byte[] body) {
    return GoStruct.decode(body, ".Alias", this::definition);
  }

  private Definition definition(GoStruct struct) {
    struct.ignore("Token");
    String id = struct.text("ID");
    String name = struct.text("Name");
    Optional<Weights> weights = CatalogBody.weights(struct);
    List<Registration.CheckPlan> checks = new ArrayList<>();
    struct
        .object(AgentBody::checkType, "Check")
        .filter(plan -> !plan.equals(NOTHING))
        .ifPresent(checks::add);
    checks.addAll(struct.objects(AgentBody::checkType, "Checks"));
    Mesh mesh = struct.object(this::mesh, "Connect").orElse(new Mesh(false, Optional.empty()));
    ServiceRow row =
        new ServiceRow(
            "",
            tenancy(struct),
            node,
            struct.text("Kind"),
            id.isEmpty() ? name : id,
            name,
            struct.texts("Tags"),
            struct.text("Address"),
            CatalogBody.addresses(struct, "TaggedAddresses", "tagged_addresses"),
            struct.textMap("Meta"),
            struct.number("Port"),
            struct.text("SocketPath"),
            weights.orElse(Weights.DEFAULT),
            struct.flag("EnableTagOverride", "enable_tag_override"),
            CatalogBody.proxy(struct).withUpstreamTypes(),
            new MeshConfig(mesh.nativeMesh(), MeshConfig.PeerMeta.NONE),
            CatalogBody.locality(struct));
    return new Definition(row, weights, checks, mesh.sidecar(), !id.isEmpty());
  }

  private record Mesh(boolean nativeMesh, Optional<Definition> sidecar) {}

  private Mesh mesh(GoStruct struct) {
    Mesh mesh =
        new Mesh(
            struct.flag("Native"),
            struct.object(this::definition, "SidecarService", "sidecar_service"));
    struct.ignoreTheRest();
    return mesh;
  }

  private Tenancy tenancy(GoStruct struct) {
    if (community) {
      return Tenancy.DEFAULT;
    }
    // A node lives in one partition, and what is registered with its agent lives there too.
    struct.ignore("Partition");
    String namespace = struct.text("Namespace");
    return new Tenancy("default", namespace.isEmpty() ? asked.namespace() : namespace);
  }

  private static final Registration.CheckPlan NOTHING =
      new Registration.CheckPlan("", "", "", "", CheckSpec.NONE);

  private static Registration.CheckPlan checkType(GoStruct struct) {
    struct.ignore("ServiceID", "service_id", "ProxyHTTP", "ProxyGRPC");
    return new Registration.CheckPlan(
        struct.text("CheckID"),
        struct.text("Name"),
        struct.text("Status"),
        struct.text("Notes"),
        spec(struct));
  }

  /** A check registered by itself; its service is not known yet. */
  record CheckDefinitionBody(
      String id, String name, String notes, String serviceId, String status, CheckSpec spec) {}

  static CheckDefinitionBody check(byte[] body) {
    return GoStruct.decode(
        body,
        ".Alias",
        struct -> {
          struct.ignore("Token");
          return new CheckDefinitionBody(
              struct.text("ID"),
              struct.text("Name"),
              struct.text("Notes"),
              struct.text("ServiceID", "service_id"),
              struct.text("Status"),
              spec(struct));
        });
  }

  private static CheckSpec spec(GoStruct struct) {
    struct.ignore("Shell");
    String h2ping = struct.text("H2PING");
    return new CheckSpec(
        struct.texts("ScriptArgs", "args", "script_args"),
        struct.text("HTTP"),
        h2ping,
        struct.textsMap("Header"),
        struct.text("Method"),
        struct.text("Body"),
        struct.flag("DisableRedirects", "disable_redirects"),
        struct.text("TCP"),
        struct.flag("TCPUseTLS", "tcp_use_tls"),
        struct.text("UDP"),
        CatalogBody.duration(struct, "Interval"),
        struct.text("AliasNode"),
        struct.text("AliasService"),
        struct.text("DockerContainerID", "docker_container_id"),
        struct.text("GRPC"),
        struct.text("OSService"),
        struct.text("TLSServerName", "tls_server_name"),
        struct.flag("TLSSkipVerify", "tls_skip_verify"),
        CatalogBody.duration(struct, "Timeout"),
        CatalogBody.duration(struct, "TTL"),
        new Thresholds(
            struct.number("SuccessBeforePassing"),
            struct.number("FailuresBeforeWarning"),
            struct.number("FailuresBeforeCritical")),
        CatalogBody.duration(
            struct, "DeregisterCriticalServiceAfter", "deregister_critical_service_after"),
        struct.number("OutputMaxSize"),
        struct.flag("GRPCUseTLS", "grpc_use_tls"),
        struct.givenFlag("H2PingUseTLS", "h2ping_use_tls").orElse(!h2ping.isEmpty()));
  }
}
