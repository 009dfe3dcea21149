package dev.treaty.agent.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.agent.catalog.CheckRow;
import dev.treaty.agent.catalog.NodeRow;
import dev.treaty.agent.catalog.ServiceAddress;
import dev.treaty.agent.catalog.ServiceRow;
import dev.treaty.agent.check.CheckSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DriftTest {

  private static final NodeRow NODE = NodeRow.of("n", "10.0.0.1", "dc1");
  private static final ServiceRow WEB = ServiceRow.of("n", "web", 80);
  private static final CheckRow CHECK =
      CheckRow.ofNode("n", "c", "c", "passing").forService("web", "web", List.of());

  private static Drift drift(
      ServiceRow ours, Optional<NodeRow> node, List<ServiceRow> services, List<CheckRow> checks) {
    return Drift.of(
        NODE,
        Map.of("web", ours),
        Map.of("c", new LocalCheck(CHECK, CheckSpec.ttl(Duration.ofMinutes(1)))),
        new CatalogLink.Contents(node, services, checks));
  }

  @Test
  void findsNothingWhereAllIsAsItShouldBe() {
    Drift drift = drift(WEB, Optional.of(NODE), List.of(WEB), List.of(CHECK));
    assertThat(drift.touched().isEmpty()).isTrue();
    assertThat(drift.unknown().isEmpty()).isTrue();
  }

  @Test
  void findsWhatIsLost() {
    assertThat(drift(WEB, Optional.empty(), List.of(), List.of()).touched())
        .isEqualTo(new Touched(true, Map.of("web", "default"), Set.of("c")));
  }

  @Test
  void findsWhatIsOther() {
    Drift drift =
        drift(
            WEB,
            Optional.of(NodeRow.of("n", "10.0.0.2", "dc1")),
            List.of(WEB.withPort(81)),
            List.of(CHECK.saying("critical", "")));
    assertThat(drift.touched()).isEqualTo(new Touched(true, Map.of("web", "default"), Set.of("c")));
  }

  @Test
  void findsWhatTheAgentDoesNotKnowButLeavesTheServersOwn() {
    Drift drift =
        drift(
            WEB,
            Optional.of(NODE),
            List.of(WEB, ServiceRow.of("n", "odd", 1), ServiceRow.of("n", "consul", 8300)),
            List.of(
                CHECK,
                CheckRow.ofNode("n", "strange", "", "passing"),
                CheckRow.ofNode("n", "serfHealth", "", "passing")));
    assertThat(drift.touched().isEmpty()).isTrue();
    assertThat(drift.unknown())
        .isEqualTo(new Touched(false, Map.of("odd", "default"), Set.of("strange")));
  }

  @Test
  void takesOverTagsWhereTheServiceAllowsIt() {
    ServiceRow tagged = WEB.withTags(List.of("canary"));
    Drift refused = drift(WEB, Optional.of(NODE), List.of(tagged), List.of(CHECK));
    assertThat(refused.tags()).isEmpty();
    assertThat(refused.touched().services()).containsKey("web");

    Drift allowed =
        drift(overridable(WEB), Optional.of(NODE), List.of(overridable(tagged)), List.of(CHECK));
    assertThat(allowed.tags()).isEqualTo(Map.of("web", List.of("canary")));
    assertThat(allowed.touched().isEmpty()).isTrue();
  }

  private static ServiceRow overridable(ServiceRow row) {
    return new ServiceRow(
        "",
        row.tenancy(),
        row.node(),
        row.kind(),
        row.id(),
        row.name(),
        row.tags(),
        row.address(),
        row.taggedAddresses(),
        row.meta(),
        row.port(),
        row.socketPath(),
        row.weights(),
        true,
        row.proxy(),
        row.mesh(),
        row.locality());
  }

  @Test
  void doesNotFightOverAddressesThatServersAdd() {
    ServiceRow virtual =
        WEB.withTaggedAddresses(Map.of("consul-virtual", new ServiceAddress("240.0.0.1", 80)));
    assertThat(drift(WEB, Optional.of(NODE), List.of(virtual), List.of(CHECK)).touched().isEmpty())
        .isTrue();
  }
}
