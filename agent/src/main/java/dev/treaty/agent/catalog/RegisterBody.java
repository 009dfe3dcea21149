package dev.treaty.agent.catalog;

import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.http.ApiRequest;
import dev.treaty.agent.notation.GoStruct;
import dev.treaty.agent.notation.NotDecodableException;
import dev.treaty.model.entry.Tenancy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Decodes and judges the bodies of {@code catalog/register} and {@code catalog/deregister}. */
final class RegisterBody {

  private final Tenancy asked;
  private final boolean community;
  private final String datacenter;

  RegisterBody(ApiRequest request) {
    this(request.tenancy(), request.context().community(), request.context().datacenter());
  }

  RegisterBody(Tenancy asked, boolean community, String datacenter) {
    this.asked = asked;
    this.community = community;
    this.datacenter = datacenter;
  }

  Register register(byte[] body) {
    Decoded decoded = decode(body, "RegisterRequest", this::read);
    judge(decoded);
    String node = decoded.node.name();
    return new Register(
        decoded.node,
        decoded.skipNodeUpdate,
        decoded.service.map(service -> complete(service, node)),
        decoded.checks.stream().map(check -> complete(check, node)).toList());
  }

  Deregister deregister(byte[] body) {
    Deregister command =
        decode(
            body,
            "DeregisterRequest",
            struct -> {
              struct.ignore("Address", "Token", "PeerName");
              refuseOtherDatacenter(struct.text("Datacenter"));
              Tenancy tenancy = tenancy(struct);
              return new Deregister(
                  tenancy, struct.text("Node"), struct.text("ServiceID"), struct.text("CheckID"));
            });
    if (command.node().isEmpty()) {
      throw ApiException.refused("Must provide node");
    }
    return command;
  }

  private static <T> T decode(byte[] body, String name, Function<GoStruct, T> read) {
    try {
      return GoStruct.decode(body, name, read);
    } catch (NotDecodableException e) {
      throw ApiException.badRequest("Request decode failed: " + e.text() + enterprise(e.text()));
    }
  }

  private static String enterprise(String text) {
    return switch (text) {
      case "json: unknown field \"Namespace\"" -> " - Namespaces are a Consul Enterprise feature";
      default -> "";
    };
  }

  private record Decoded(
      NodeRow node,
      boolean skipNodeUpdate,
      Optional<ServiceRow> service,
      List<CheckRow> checks,
      boolean namesPeer) {}

  private Decoded read(GoStruct struct) {
    struct.ignore("Token", "CreateIndex", "ModifyIndex");
    Tenancy tenancy = tenancy(struct);
    refuseOtherDatacenter(struct.text("Datacenter"));
    NodeRow node =
        new NodeRow(
            "",
            tenancy.partition(),
            struct.text("ID"),
            struct.text("Node"),
            struct.text("Address"),
            datacenter,
            struct.textMap("TaggedAddresses"),
            struct.textMap("NodeMeta"),
            CatalogBody.locality(struct));
    Optional<ServiceRow> service = struct.object(it -> service(it, tenancy), "Service");
    List<CheckRow> checks = new ArrayList<>(struct.objects(it -> check(it, tenancy), "Checks"));
    struct.object(it -> check(it, tenancy), "Check").ifPresent(checks::add);
    boolean peer =
        !struct.text("PeerName").isEmpty()
            || service.filter(row -> !row.peer().isEmpty()).isPresent()
            || checks.stream().anyMatch(check -> !check.peer().isEmpty());
    return new Decoded(node, struct.flag("SkipNodeUpdate"), service, checks, peer);
  }

  /** The tenancy a body names, where the edition has any; otherwise the fields are unknown ones. */
  private Tenancy tenancy(GoStruct struct) {
    if (community) {
      return Tenancy.DEFAULT;
    }
    String partition = struct.text("Partition");
    String namespace = struct.text("Namespace");
    return new Tenancy(
        partition.isEmpty() ? asked.partition() : partition,
        namespace.isEmpty() ? asked.namespace() : namespace);
  }

  private Tenancy nested(GoStruct struct, Tenancy outer) {
    if (community) {
      return outer;
    }
    String namespace = struct.text("Namespace");
    struct.ignore("Partition");
    return namespace.isEmpty() ? outer : new Tenancy(outer.partition(), namespace);
  }

  private void refuseOtherDatacenter(String named) {
    if (!named.isEmpty() && !named.equals(datacenter)) {
      throw ApiException.refused("No path to datacenter");
    }
  }

  ServiceRow service(GoStruct struct, Tenancy outer) {
    struct.ignore("CreateIndex", "ModifyIndex");
    Optional<Weights> weights = CatalogBody.weights(struct);
    boolean nativeMesh =
        struct
            .object(
                it -> {
                  boolean found = it.flag("Native");
                  it.ignoreTheRest();
                  return found;
                },
                "Connect")
            .orElse(false);
    return new ServiceRow(
        struct.text("PeerName"),
        nested(struct, outer),
        "",
        struct.text("Kind"),
        struct.text("ID"),
        struct.text("Service"),
        struct.texts("Tags"),
        struct.text("Address"),
        CatalogBody.addresses(struct, "TaggedAddresses"),
        struct.textMap("Meta"),
        struct.number("Port"),
        struct.text("SocketPath"),
        weights
            .filter(given -> ServiceRules.weightsProblem(given).isEmpty())
            .orElse(Weights.DEFAULT),
        struct.flag("EnableTagOverride"),
        CatalogBody.proxy(struct),
        new MeshConfig(nativeMesh, MeshConfig.PeerMeta.NONE),
        CatalogBody.locality(struct));
  }

  CheckRow check(GoStruct struct, Tenancy outer) {
    struct.ignore("CreateIndex", "ModifyIndex");
    CheckDefinition definition =
        struct.object(RegisterBody::definition, "Definition").orElse(CheckDefinition.NONE);
    String type = struct.text("Type");
    return new CheckRow(
        struct.text("PeerName"),
        nested(struct, outer),
        struct.text("Node"),
        struct.text("CheckID"),
        struct.text("Name"),
        struct.text("Status"),
        struct.text("Notes"),
        struct.text("Output"),
        struct.text("ServiceID"),
        struct.text("ServiceName"),
        struct.texts("ServiceTags"),
        type.isEmpty() ? definition.type() : type,
        struct.text("Interval"),
        struct.text("Timeout"),
        struct.number("ExposedPort"),
        definition);
  }

  private static CheckDefinition definition(GoStruct struct) {
    CheckDefinition definition =
        new CheckDefinition(
            struct.text("HTTP"),
            struct.text("TLSServerName"),
            struct.flag("TLSSkipVerify"),
            struct.textsMap("Header"),
            struct.text("Method"),
            struct.text("Body"),
            struct.flag("DisableRedirects"),
            struct.text("TCP"),
            struct.flag("TCPUseTLS"),
            struct.text("UDP"),
            struct.text("H2PING"),
            struct.text("OSService"),
            struct.flag("H2PingUseTLS"),
            CatalogBody.duration(struct, "Interval"),
            struct.number("OutputMaxSize"),
            CatalogBody.duration(struct, "Timeout"),
            CatalogBody.duration(struct, "DeregisterCriticalServiceAfter"),
            struct.texts("ScriptArgs"),
            struct.text("DockerContainerID"),
            struct.text("Shell"),
            struct.text("GRPC"),
            struct.flag("GRPCUseTLS"),
            struct.text("AliasNode"),
            struct.text("AliasService"),
            CatalogBody.duration(struct, "TTL"));
    struct.ignoreTheRest();
    return definition;
  }

  private static void judge(Decoded decoded) {
    if (decoded.namesPeer) {
      throw ApiException.refused("cannot register requests with PeerName in them");
    }
    NodeRow node = decoded.node;
    if (node.name().isEmpty()) {
      throw ApiException.refused("Must provide node");
    }
    if (!node.id().isEmpty()
        && !node.id().matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
      throw ApiException.refused("Bad node ID: " + badUuid(node.id()));
    }
    if (node.address().isEmpty() && !decoded.skipNodeUpdate) {
      throw ApiException.refused("Must provide address if SkipNodeUpdate is not set");
    }
    refuseControls(node.name());
    decoded.service.ifPresent(row -> judge(complete(row, node.name())));
    for (CheckRow check : decoded.checks) {
      refuseControls(check.id() + check.name() + check.serviceId() + check.node());
    }
  }

  private static String badUuid(String id) {
    String digits = id.replace("-", "");
    for (int i = 0; i < digits.length() && id.length() == 36; i++) {
      char c = digits.charAt(i);
      if (Character.digit(c, 16) < 0) {
        return String.format("encoding/hex: invalid byte: U+%04X '%c'", (int) c, c);
      }
    }
    return "uuid string is wrong length";
  }

  private static void judge(ServiceRow row) {
    Optional<String> invalid = ServiceRules.problems(row, false);
    if (invalid.isPresent()) {
      throw ApiException.refused(invalid.get());
    }
    if (!row.id().isEmpty() && row.name().isEmpty()) {
      throw ApiException.refused(
          "Must provide service name (Service.Service) when service ID is provided");
    }
    if (ServiceRules.isAnyAddress(row.address())) {
      throw ApiException.refused("Invalid service address");
    }
    ServiceRules.metaProblem(row.meta())
        .ifPresent(problem -> {
          throw ApiException.refused(
              "failed inserting service: Invalid Service Meta for node "
                  + row.node()
                  + " and serviceID "
                  + row.id()
                  + ": "
                  + problem);
        });
    refuseControls(row.name() + row.id());
  }

  /** Consul takes such names and can then neither read nor delete them. */
  private static void refuseControls(String names) {
    if (names.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
      throw ApiException.badRequest("names must not contain control characters");
    }
  }

  private static ServiceRow complete(ServiceRow row, String node) {
    ServiceRow placed = row.importedFrom("", node);
    return placed.id().isEmpty() ? placed.withId(placed.name()) : placed;
  }

  private static CheckRow complete(CheckRow row, String node) {
    String id = row.id().isEmpty() ? row.name() : row.id();
    return new CheckRow(
        "",
        row.tenancy(),
        row.node().isEmpty() ? node : row.node(),
        id,
        row.name(),
        row.status().isEmpty() ? CheckRow.CRITICAL : row.status(),
        row.notes(),
        row.output(),
        row.serviceId(),
        row.serviceName(),
        row.serviceTags(),
        row.type(),
        row.interval(),
        row.timeout(),
        row.exposedPort(),
        row.definition());
  }
}
