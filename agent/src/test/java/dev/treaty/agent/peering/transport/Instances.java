package dev.treaty.agent.peering.transport;

import dev.treaty.agent.peering.stream.PeeredCheck;
import dev.treaty.agent.peering.stream.PeeredInstance;
import dev.treaty.agent.peering.stream.PeeredNode;
import dev.treaty.agent.peering.stream.PeeredService;
import dev.treaty.agent.peering.stream.PeeredWeights;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Instances for tests. */
final class Instances {
  private Instances() {}

  static PeeredInstance instance(String node, String service, int number) {
    return instance(node, service, number, "passing");
  }

  static PeeredInstance instance(String node, String service, int number, String status) {
    String id = service + "-" + number;
    return new PeeredInstance(
        new PeeredNode(
            UUID.nameUUIDFromBytes(node.getBytes(StandardCharsets.UTF_8)).toString(),
            node,
            "127.0.0.1",
            "javadc",
            Map.of(),
            Map.of(),
            Optional.empty()),
        new PeeredService(
            "",
            id,
            service,
            List.of("v1"),
            "127.0.0.1",
            9000 + number,
            Map.of(),
            Map.of("team", "a"),
            Optional.of(new PeeredWeights(1, 1)),
            false,
            "",
            Optional.empty(),
            Optional.empty()),
        List.of(PeeredCheck.of("service:" + id, "alive", status, id, service)));
  }
}
