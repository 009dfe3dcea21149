package dev.treaty.agent.peering.stream;

import com.google.protobuf.Descriptors.Descriptor;
import dev.treaty.agent.wire.peering.PeeringServerAddresses;
import dev.treaty.agent.wire.peering.PeeringTrustBundle;
import dev.treaty.agent.wire.peerstream.ExportedService;
import dev.treaty.agent.wire.peerstream.ExportedServiceList;
import java.util.Optional;

/**
 * The kinds of things that cross between clusters, in the order in which they are subscribed to.
 */
enum ResourceType {
  EXPORTED_SERVICE(ExportedService.getDescriptor()),
  EXPORTED_SERVICE_LIST(ExportedServiceList.getDescriptor()),
  TRUST_BUNDLE(PeeringTrustBundle.getDescriptor()),
  SERVER_ADDRESSES(PeeringServerAddresses.getDescriptor());

  static final String SERVICE_LIST_ID = "exported-service-list";
  static final String TRUST_BUNDLE_ID = "roots";
  static final String SERVER_ADDRESSES_ID = "server-addrs";

  private final String url;

  ResourceType(Descriptor descriptor) {
    this.url = "type.googleapis.com/" + descriptor.getFullName();
  }

  String url() {
    return url;
  }

  static Optional<ResourceType> of(String url) {
    for (ResourceType type : values()) {
      if (type.url.equals(url)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
