package dev.treaty.agent.peering.stream;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.treaty.agent.wire.peering.PeeringServerAddresses;
import dev.treaty.agent.wire.peering.PeeringTrustBundle;
import dev.treaty.agent.wire.peerstream.ExportedServiceList;
import dev.treaty.agent.wire.peerstream.ReplicationMessage;
import dev.treaty.agent.wire.service.CheckServiceNode;
import dev.treaty.agent.wire.service.HealthCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The short words of the transcripts for effects and instances. */
final class ScriptText {
  private ScriptText() {}

  /** Reads {@code node/id:port=status,status}. */
  static PeeredInstance instance(String service, String text) {
    String[] halves = text.split("=", -1);
    String where = halves[0];
    int slash = where.indexOf('/');
    int colon = where.lastIndexOf(':');
    String id = where.substring(slash + 1, colon);
    List<PeeredCheck> checks = new ArrayList<>();
    if (halves.length > 1) {
      int number = 0;
      for (String status : halves[1].split(",")) {
        number++;
        checks.add(
            status.equals("node-maintenance")
                ? PeeredCheck.of("_node_maintenance", "", "critical", "", "")
                : PeeredCheck.of("check-" + number, "", status, id, service));
      }
    }
    return new PeeredInstance(
        new PeeredNode(
            "", where.substring(0, slash), "10.0.0.1", "dc1", Map.of(), Map.of(), Optional.empty()),
        new PeeredService(
            id.startsWith("proxy") ? "connect-proxy" : "",
            id,
            service,
            List.of(),
            "",
            Integer.parseInt(where.substring(colon + 1)),
            Map.of("consul-virtual", new PeeredAddress("240.0.0.1", 1)),
            Map.of("consul-secret", "x"),
            Optional.empty(),
            false,
            "",
            Optional.empty(),
            Optional.empty()),
        checks);
  }

  static String of(Effect effect) {
    return switch (effect) {
      case Effect.Send send -> "send " + message(send.message());
      case Effect.Import imports -> "import " + imported(imports.resource());
      case Effect.RecordTermination r -> "record termination";
      case Effect.HalfClose h -> "half-close";
      case Effect.Close close -> "close " + end(close.end());
      case Effect.Warn warn -> "warn " + warn.text();
    };
  }

  private static String end(StreamEnd end) {
    return switch (end) {
      case StreamEnd.TerminatedByPeer t -> "terminated by peer";
      case StreamEnd.TerminatedByUs t -> "terminated by us";
      case StreamEnd.Abandoned a -> "abandoned";
      case StreamEnd.Broken broken -> broken.code() + ": " + broken.message();
    };
  }

  private static String message(ReplicationMessage message) {
    return switch (message.getPayloadCase()) {
      case OPEN -> "open";
      case HEARTBEAT -> "heartbeat";
      case TERMINATED -> "terminated";
      case PAYLOAD_NOT_SET -> "nothing";
      case REQUEST -> request(message.getRequest());
      case RESPONSE -> response(message.getResponse());
    };
  }

  private static String request(ReplicationMessage.Request request) {
    String type = type(request.getResourceURL());
    if (request.hasError()) {
      return "nack "
          + type
          + " "
          + request.getResponseNonce()
          + " "
          + request.getError().getCode()
          + ": "
          + request.getError().getMessage().replace("type.googleapis.com/hashicorp.consul.", "…");
    }
    if (!request.getResponseNonce().isEmpty() || request.getPeerID().equals("acked")) {
      return "ack " + type + " " + request.getResponseNonce();
    }
    return "request "
        + type
        + (request.getPeerID().isEmpty() ? "" : " peer=" + request.getPeerID());
  }

  private static String type(String url) {
    return ResourceType.of(url)
        .map(type ->
            switch (type) {
              case EXPORTED_SERVICE -> "service";
              case EXPORTED_SERVICE_LIST -> "list";
              case TRUST_BUNDLE -> "bundle";
              case SERVER_ADDRESSES -> "addresses";
            })
        .orElse(url);
  }

  private static String response(ReplicationMessage.Response response) {
    String head =
        "resource "
            + type(response.getResourceURL())
            + " "
            + response.getResourceID()
            + " nonce="
            + response.getNonce();
    return response.hasResource()
        ? head + " " + content(response)
        : head + " operation=" + response.getOperationValue();
  }

  private static String content(ReplicationMessage.Response response) {
    Any any = response.getResource();
    try {
      return switch (type(any.getTypeUrl())) {
        case "service" ->
            dev.treaty.agent.wire.peerstream.ExportedService.parseFrom(any.getValue())
                .getNodesList()
                .stream()
                .map(ScriptText::instance)
                .toList()
                .toString();
        case "list" -> ExportedServiceList.parseFrom(any.getValue()).getServicesList().toString();
        case "bundle" -> PeeringTrustBundle.parseFrom(any.getValue()).getTrustDomain();
        default -> PeeringServerAddresses.parseFrom(any.getValue()).getAddressesList().toString();
      };
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String instance(CheckServiceNode wire) {
    StringBuilder text =
        new StringBuilder(wire.getNode().getNode())
            .append('/')
            .append(wire.getService().getID())
            .append(':')
            .append(wire.getService().getPort());
    for (HealthCheck check : wire.getChecksList()) {
      text.append(' ').append(check.getCheckID()).append('=').append(check.getStatus());
    }
    if (wire.getService().getMetaCount() > 0 || wire.getService().getTaggedAddressesCount() > 0) {
      text.append(" with what should have stayed at home");
    }
    return text.toString();
  }

  private static String imported(ImportedResource resource) {
    return switch (resource) {
      case ImportedResource.Service service ->
          "service " + service.name() + " " + instances(service.instances());
      case ImportedResource.ServiceList list -> "list " + list.names();
      case ImportedResource.TrustBundle bundle -> "bundle " + bundle.bundle().trustDomain();
      case ImportedResource.ServerAddresses addresses -> "addresses " + addresses.addresses();
    };
  }

  private static String instances(List<PeeredInstance> instances) {
    List<String> texts = new ArrayList<>();
    for (PeeredInstance instance : instances) {
      StringBuilder text =
          new StringBuilder(instance.node().name())
              .append('/')
              .append(instance.service().id())
              .append(':')
              .append(instance.service().port());
      instance
          .checks()
          .forEach(check -> text.append(' ').append(check.id()).append('=').append(check.status()));
      texts.add(text.toString());
    }
    return texts.toString();
  }
}
