package dev.treaty.agent.peering.stream;

import static dev.treaty.agent.peering.stream.StreamLimits.NAMES_IN_LIST;
import static dev.treaty.agent.peering.stream.StreamLimits.ROOTS;
import static dev.treaty.agent.peering.stream.StreamLimits.SERVER_ADDRESSES;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.treaty.agent.wire.peering.PeeringServerAddresses;
import dev.treaty.agent.wire.peering.PeeringTrustBundle;
import dev.treaty.agent.wire.peerstream.ExportedService;
import dev.treaty.agent.wire.peerstream.ExportedServiceList;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads what a peer sent and refuses what is not in order, before anything is stored.
 *
 * <p>Consul trusts its peer here: it stores garbage, and exits at a missing name.
 */
final class ImportReader {
  private static final Pattern TRUST_DOMAIN =
      Pattern.compile("[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?");

  private ImportReader() {}

  /** Reads a resource, or throws a {@link Refusal} that names the fault. */
  static ImportedResource read(ResourceType type, String id, Any resource) {
    if (!resource.getTypeUrl().equals(type.url())) {
      throw new Refusal(
          "mismatched resourceURL \""
              + type.url()
              + "\" and Any typeUrl \""
              + Shown.of(resource.getTypeUrl())
              + "\"");
    }
    return switch (type) {
      case EXPORTED_SERVICE ->
          new ImportedResource.Service(
              id,
              InstanceReader.read(id, parse(resource, ExportedService.parser()).getNodesList()));
      case EXPORTED_SERVICE_LIST -> names(parse(resource, ExportedServiceList.parser()));
      case TRUST_BUNDLE -> bundle(parse(resource, PeeringTrustBundle.parser()));
      case SERVER_ADDRESSES -> addresses(parse(resource, PeeringServerAddresses.parser()));
    };
  }

  private static <M extends Message> M parse(Any resource, Parser<M> parser) {
    try {
      return parser.parseFrom(resource.getValue());
    } catch (InvalidProtocolBufferException e) {
      throw new Refusal("failed to unmarshal resource: " + e.getMessage());
    }
  }

  private static ImportedResource names(ExportedServiceList list) {
    if (list.getServicesCount() > NAMES_IN_LIST) {
      throw new Refusal(
          "the list holds " + list.getServicesCount() + " services, at most " + NAMES_IN_LIST);
    }
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < list.getServicesCount(); i++) {
      names.add(Fields.required("service name " + i, list.getServices(i)));
    }
    return new ImportedResource.ServiceList(List.copyOf(names));
  }

  private static ImportedResource bundle(PeeringTrustBundle bundle) {
    if (!TRUST_DOMAIN.matcher(bundle.getTrustDomain()).matches()) {
      throw new Refusal(
          "trust bundle: \"" + Shown.of(bundle.getTrustDomain()) + "\" is no trust domain");
    }
    if (bundle.getRootPEMsCount() == 0 || bundle.getRootPEMsCount() > ROOTS) {
      throw new Refusal(
          "trust bundle: "
              + bundle.getRootPEMsCount()
              + " root certificates, expected 1 to "
              + ROOTS);
    }
    for (int i = 0; i < bundle.getRootPEMsCount(); i++) {
      requireCertificates("trust bundle: root " + i, bundle.getRootPEMs(i));
    }
    return new ImportedResource.TrustBundle(
        new PeerTrustBundle(
            bundle.getTrustDomain(),
            bundle.getRootPEMsList(),
            Fields.text("trust bundle: exported partition", bundle.getExportedPartition())));
  }

  private static void requireCertificates(String what, String pem) {
    try {
      var found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
      // The factory also takes bare DER and silently ignores text without a certificate.
      if (found.isEmpty() || !pem.contains("-----BEGIN CERTIFICATE-----")) {
        throw new Refusal(what + " is no PEM certificate");
      }
    } catch (CertificateException e) {
      throw new Refusal(what + " is no PEM certificate");
    }
  }

  private static ImportedResource addresses(PeeringServerAddresses addresses) {
    int count = addresses.getAddressesCount();
    if (count == 0 || count > SERVER_ADDRESSES) {
      throw new Refusal(count + " server addresses, expected 1 to " + SERVER_ADDRESSES);
    }
    Set<String> kept = new LinkedHashSet<>();
    for (String address : addresses.getAddressesList()) {
      if (!ServerAddress.isValid(address)) {
        throw new Refusal("\"" + Shown.of(address) + "\" is not a valid peering server address");
      }
      kept.add(address);
    }
    return new ImportedResource.ServerAddresses(List.copyOf(kept));
  }
}
