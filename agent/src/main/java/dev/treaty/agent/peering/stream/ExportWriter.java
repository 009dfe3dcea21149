package dev.treaty.agent.peering.stream;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import dev.treaty.agent.wire.common.EnterpriseMeta;
import dev.treaty.agent.wire.common.Locality;
import dev.treaty.agent.wire.peering.PeeringServerAddresses;
import dev.treaty.agent.wire.peering.PeeringTrustBundle;
import dev.treaty.agent.wire.peerstream.ExportedServiceList;
import dev.treaty.agent.wire.service.CheckServiceNode;
import dev.treaty.agent.wire.service.HealthCheck;
import dev.treaty.agent.wire.service.Node;
import dev.treaty.agent.wire.service.NodeService;
import dev.treaty.agent.wire.service.ServiceAddress;
import dev.treaty.agent.wire.service.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * Writes what we export, so that equal content gives equal bytes.
 *
 * <p>An instance that would harm the peer stays behind, with a warning: a missing name or id makes
 * a Consul dialer exit, and exit again at each restart.
 */
final class ExportWriter {
  private static final String SIDECAR = "-sidecar-proxy";
  private static final String VIRTUAL_ADDRESS = "consul-virtual";
  private static final String RESERVED_META = "consul-";
  private static final EnterpriseMeta DEFAULT_TENANCY = EnterpriseMeta.getDefaultInstance();
  private static final Comparator<PeeredInstance> BY_NODE_AND_ID =
      Comparator.comparing((PeeredInstance i) -> i.node().name())
          .thenComparing(i -> i.service().id());

  private ExportWriter() {}

  /** A resource ready to be sent, and what had to stay behind. */
  record Written(Any resource, List<String> warnings) {}

  static Written service(String name, List<PeeredInstance> instances) {
    var service = dev.treaty.agent.wire.peerstream.ExportedService.newBuilder();
    List<String> warnings = new ArrayList<>();
    if (!name.endsWith(SIDECAR)) {
      List<PeeredInstance> typical = new ArrayList<>(instances);
      typical.removeIf(i -> !i.service().kind().isEmpty());
      typical.sort(BY_NODE_AND_ID);
      Set<List<String>> seen = new HashSet<>();
      for (PeeredInstance instance : typical) {
        Optional<String> fault = fault(name, instance);
        if (fault.isEmpty()
            && !seen.add(List.of(instance.node().name(), instance.service().id()))) {
          fault = Optional.of("it is there twice");
        }
        if (fault.isPresent()) {
          warnings.add(withheld(name, instance, fault.get()));
        } else {
          service.addNodes(instance(instance));
        }
      }
    }
    return new Written(pack(ResourceType.EXPORTED_SERVICE, service.build()), warnings);
  }

  static Any serviceList(SortedSet<String> names) {
    return pack(
        ResourceType.EXPORTED_SERVICE_LIST,
        ExportedServiceList.newBuilder().addAllServices(names).build());
  }

  static Any trustBundle(PeerTrustBundle bundle) {
    return pack(
        ResourceType.TRUST_BUNDLE,
        PeeringTrustBundle.newBuilder()
            .setTrustDomain(bundle.trustDomain())
            .addAllRootPEMs(bundle.rootPems())
            .setExportedPartition(bundle.exportedPartition())
            .build());
  }

  static Any serverAddresses(List<String> addresses) {
    return pack(
        ResourceType.SERVER_ADDRESSES,
        PeeringServerAddresses.newBuilder().addAllAddresses(addresses).build());
  }

  private static Optional<String> fault(String name, PeeredInstance instance) {
    PeeredNode node = instance.node();
    PeeredService service = instance.service();
    if (node.name().isEmpty()) {
      return Optional.of("its node has no name");
    }
    if (service.id().isEmpty()) {
      return Optional.of("it has no id");
    }
    if (!service.name().equals(name)) {
      return Optional.of("it belongs to service \"" + service.name() + "\"");
    }
    if (!node.id().isEmpty() && !NodeIds.isValid(node.id())) {
      return Optional.of("the id of its node is no UUID");
    }
    if (service.port() < 0 || service.port() > 65_535) {
      return Optional.of("its port is " + service.port());
    }
    return Optional.empty();
  }

  private static String withheld(String name, PeeredInstance instance, String fault) {
    return "instance \""
        + instance.service().id()
        + "\" of service \""
        + name
        + "\" on node \""
        + instance.node().name()
        + "\" is not exported: "
        + fault;
  }

  private static CheckServiceNode instance(PeeredInstance instance) {
    CheckServiceNode.Builder wire =
        CheckServiceNode.newBuilder()
            .setNode(node(instance.node()))
            .setService(service(instance.service()));
    OverallCheck.of(instance.service(), instance.checks())
        .ifPresent(check -> wire.addChecks(check(instance.node(), check)));
    return wire.build();
  }

  private static Node node(PeeredNode node) {
    Node.Builder wire =
        Node.newBuilder()
            .setID(node.id())
            .setNode(node.name())
            .setAddress(node.address())
            .setDatacenter(node.datacenter())
            .putAllTaggedAddresses(node.taggedAddresses())
            .putAllMeta(node.meta());
    node.locality().map(ExportWriter::locality).ifPresent(wire::setLocality);
    return wire.build();
  }

  private static NodeService service(PeeredService service) {
    NodeService.Builder wire =
        NodeService.newBuilder()
            .setID(service.id())
            .setService(service.name())
            .addAllTags(service.tags())
            .setAddress(service.address())
            .setPort(service.port())
            .setEnableTagOverride(service.enableTagOverride())
            .setSocketPath(service.socketPath())
            .setEnterpriseMeta(DEFAULT_TENANCY);
    service
        .meta()
        .forEach((key, value) -> {
          // An importer refuses the whole service for one reserved key.
          if (!key.startsWith(RESERVED_META)) {
            wire.putMeta(key, value);
          }
        });
    service
        .taggedAddresses()
        .forEach((tag, address) -> {
          // A virtual address means something inside this cluster only.
          if (!tag.equals(VIRTUAL_ADDRESS)) {
            wire.putTaggedAddresses(
                tag,
                ServiceAddress.newBuilder()
                    .setAddress(address.address())
                    .setPort(address.port())
                    .build());
          }
        });
    service
        .weights()
        .ifPresent(w ->
            wire.setWeights(Weights.newBuilder().setPassing(w.passing()).setWarning(w.warning())));
    service.locality().map(ExportWriter::locality).ifPresent(wire::setLocality);
    return wire.build();
  }

  private static HealthCheck check(PeeredNode node, PeeredCheck check) {
    return HealthCheck.newBuilder()
        .setNode(node.name())
        .setCheckID(check.id())
        .setName(check.name())
        .setStatus(check.status())
        .setServiceID(check.serviceId())
        .setServiceName(check.serviceName())
        .setEnterpriseMeta(DEFAULT_TENANCY)
        .build();
  }

  private static Locality locality(PeerLocality locality) {
    return Locality.newBuilder().setRegion(locality.region()).setZone(locality.zone()).build();
  }

  private static Any pack(ResourceType type, Message message) {
    byte[] bytes = new byte[message.getSerializedSize()];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    try {
      message.writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("an array of the right size was too small", e);
    }
    return Any.newBuilder().setTypeUrl(type.url()).setValue(ByteString.copyFrom(bytes)).build();
  }
}
