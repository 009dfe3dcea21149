package dev.treaty.diff;

import static dev.treaty.diff.Planning.defaults;
import static dev.treaty.diff.Planning.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.project.ClusterProfiles;
import dev.treaty.model.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphCheckTest {

  @Test
  void aRouterWithoutAProtocolIsAnErrorAtItsLine() {
    Planning planning = Planning.of("c1").declare("c1", entry("service-router", "web").build());

    List<Diagnostic> alone = GraphCheck.alone(planning.desired(), ClusterProfiles.DEFAULT);

    assertThat(alone)
        .singleElement()
        .satisfies(found -> {
          assertThat(found.isError()).isTrue();
          assertThat(found.code()).isEqualTo("TR0501");
          assertThat(found.range()).isPresent();
          assertThat(found.excerpt()).isEqualTo("Name = \"web\"");
          assertThat(found.message()).contains("uses a protocol \"tcp\"").endsWith("(in c1)");
        });
    assertThat(checked(planning)).isEqualTo(alone);
  }

  @Test
  void aCommunityEditionPassesOverNamespacesThatRoutesName() {
    Value.Fields destination =
        Value.Fields.EMPTY.with("Service", Value.text("api")).with("Namespace", Value.text("team"));
    Entry router =
        entry("service-router", "web")
            .withField(
                "Routes", Value.Items.of(Value.Fields.EMPTY.with("Destination", destination)))
            .build();
    Planning planning =
        Planning.of("c1")
            .declare("c1", router)
            .declare("c1", defaults("web", "http"))
            .declare("c1", defaults("api", "grpc"));

    assertThat(checked(planning))
        .singleElement()
        .satisfies(found -> assertThat(found.code()).isEqualTo("TR0502"));
    assertThat(GraphCheck.alone(planning.desired(), ClusterProfiles.DEFAULT)).hasSize(1);
    ServerProfile enterprise =
        new ServerProfile(ServerProfile.DEFAULT.version(), ServerProfile.Edition.ENTERPRISE);
    // There, api of another namespace has defaults of its own, or none: tcp.
    assertThat(GraphCheck.alone(planning.desired(), ClusterProfiles.all(enterprise)))
        .extracting(Diagnostic::message)
        .noneMatch(message -> message.contains("grpc"));
  }

  @Test
  void aLinkThatIsLoosenedComesBackWithItsNamespace() {
    Value.Fields to =
        Value.Fields.EMPTY.with("Service", Value.text("api")).with("Namespace", Value.text("team"));
    Entry resolver = entry("service-resolver", "web").withField("Redirect", to).build();
    Planning planning =
        Planning.of("c1")
            .owned("c1", resolver)
            .owned("c1", defaults("web", "http"))
            .owned("c1", defaults("api", "http"))
            .declare("c1", resolver)
            .declare("c1", defaults("web", "grpc"))
            .declare("c1", defaults("api", "grpc"));
    FakeApply.apply(planning.plan(), planning);

    assertThat(planning.plan().changes()).isEmpty();
    assertThat(
            planning
                .entries
                .get(new ClusterName("c1"))
                .get(resolver.key())
                .entry()
                .body()
                .fields("Redirect")
                .text("Namespace"))
        .isEqualTo("team");
  }

  @Test
  void whatOthersPutThereCounts() {
    assertThat(
            checked(
                Planning.of("c1")
                    .declare("c1", entry("service-router", "web").build())
                    .live("c1", defaults("web", "http"))))
        .isEmpty();
  }

  @Test
  void aDeletionThatTakesTheGroundFromAnotherEntryIsAnError() {
    assertThat(
            checked(
                Planning.of("c1")
                    .live("c1", entry("service-router", "web").build())
                    .owned("c1", defaults("web", "http"))))
        .singleElement()
        .satisfies(found -> assertThat(found.isError()).isTrue());
  }

  @Test
  void anOldFaultOfOthersDoesNotStopUs() {
    assertThat(
            checked(
                Planning.of("c1")
                    .live("c1", entry("service-router", "web").build())
                    .declare("c1", defaults("api", "http"))))
        .noneMatch(Diagnostic::isError);
  }

  private static List<Diagnostic> checked(Planning planning) {
    return GraphCheck.planned(planning.desired(), planning.live(), planning.plan());
  }
}
