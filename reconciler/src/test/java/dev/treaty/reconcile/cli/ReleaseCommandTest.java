package dev.treaty.reconcile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReleaseCommandTest {
  private static final String API = "cluster-02/service-intentions/api";

  @TempDir Path temp;
  private Workplace place;

  @BeforeEach
  void start() throws IOException {
    place = new Workplace(temp);
    assertThat(place.apply()).isZero();
  }

  @AfterEach
  void end() {
    place.close();
  }

  private int release(String address) {
    return place.run(new ReleaseCommand(), address, "--auto-approve");
  }

  @Test
  void takesOurMarksOffAndNothingElse() {
    Value.Fields before = place.intention();
    place.two.overwrite(
        before.with("Meta", before.fields("Meta").with("team", Value.text("platform"))));

    assertThat(release(API)).isZero();

    assertThat(place.intention().fields("Meta"))
        .isEqualTo(Value.Fields.EMPTY.with("team", Value.text("platform")));
    assertThat(place.intention().items("Sources")).isEqualTo(before.items("Sources"));
    assertThat(place.out()).contains("released").contains("still declared: the next plan reports");
    assertThat(place.run(new PlanCommand())).isEqualTo(5);
    assertThat(place.run(new AdoptCommand(), API, "--auto-approve")).isEqualTo(5);
  }

  @Test
  void whatIsNoLongerDeclaredIsKeptFromPruning() throws IOException {
    Files.delete(place.project.resolve("clusters/cluster-02/api.hcl"));

    assertThat(release(API)).isZero();

    assertThat(place.out()).contains("not declared: the next plan says nothing of it");
    assertThat(place.apply()).isZero();
    assertThat(place.intention().get("Meta")).isEmpty();
  }

  @Test
  void whatOthersMarkedIsLeftAlone() {
    Value.Fields theirs = Value.Fields.EMPTY.with("external-source", Value.text("terraform"));
    place.two.overwrite(place.intention().with("Meta", theirs));

    assertThat(release(API)).isEqualTo(5);

    assertThat(place.err()).contains("managed by another source (external-source terraform)");
    assertThat(place.intention().fields("Meta")).isEqualTo(theirs);
  }

  @Test
  void whatCarriesNoMarkNeedsNothing() {
    place.writeIntention("allow");
    int writes = place.two.writes().size();

    assertThat(release(API)).isZero();

    assertThat(place.err()).contains("carries no mark; nothing to release");
    assertThat(place.two.writes()).hasSize(writes);
  }

  @Test
  void whatMovedMeanwhileIsAConflict() {
    place.two.faults(call -> {
      if (call.equals("PUT /config")) {
        place.writeIntention("deny");
      }
      return Optional.empty();
    });

    assertThat(release(API)).isEqualTo(5);
    assertThat(place.intention().maps("Sources").getFirst().text("Action")).isEqualTo("deny");
  }

  @Test
  void peeringsAndWhatIsNotThereAreMistakes() {
    for (String address :
        new String[] {
          "peering/cluster-01/cluster-02",
          "cluster-02/service-intentions/zork",
          "cluster-09/service-intentions/api",
          "api"
        }) {
      assertThat(release(address)).as(address).isEqualTo(CommandLine.ExitCode.USAGE);
    }
  }
}
