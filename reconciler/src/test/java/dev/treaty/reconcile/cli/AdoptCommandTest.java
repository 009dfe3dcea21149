package dev.treaty.reconcile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.FakeConsul;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AdoptCommandTest {
  private static final String API = "cluster-02/service-intentions/api";
  private static final String PEERING = "peering/cluster-01/cluster-02";

  @TempDir Path temp;
  private Workplace place;

  @BeforeEach
  void start() throws IOException {
    place = new Workplace(temp);
  }

  @AfterEach
  void end() {
    place.close();
  }

  private int adopt(String... flags) {
    String[] all = java.util.Arrays.copyOf(flags, flags.length + 1);
    all[flags.length] = "--auto-approve";
    return place.run(new AdoptCommand(), all);
  }

  @Test
  void aConflictNamesTheCommandThatEndsIt() {
    place.writeIntention("allow");

    assertThat(place.run(new PlanCommand())).isEqualTo(5);
    assertThat(place.out()).contains("to make it ours: treaty adopt " + API + "\n");
    assertThat(place.apply()).isEqualTo(5);
    assertThat(place.out()).contains("to make it ours: treaty adopt " + API + "\n");
    assertThat(place.run(new PlanCommand(), "-o", "json")).isEqualTo(5);
    assertThat(place.out()).contains("\"remedy\":\"treaty adopt " + API + "\"");
  }

  @Test
  void takesWhatIsAsDeclaredAndTouchesNothingElse() {
    place.writeIntention("allow");

    assertThat(adopt(API)).isZero();

    assertThat(place.intention().fields("Meta").text("treaty-id")).isEqualTo("mesh:" + API);
    assertThat(place.out()).contains("adopted").contains("0 added, 1 changed, 0 destroyed");
    assertThat(place.one.writes()).isEmpty();
    assertThat(place.two.writes()).containsExactly("PUT /config");
    assertThat(place.apply()).isZero();
  }

  @Test
  void refusesWhatDiffersAndNamesTheFieldUntilToldToTakeItOver() {
    place.writeIntention("deny");

    assertThat(adopt(API)).isEqualTo(5);
    assertThat(place.out())
        .contains("needs --takeover")
        .contains("sources[\"web\" peer=\"cluster-01\"].action  deny -> allow")
        .contains("treaty adopt " + API + " --takeover");
    assertThat(place.two.writes()).isEmpty();

    assertThat(adopt(API, "--takeover")).isZero();
    assertThat(place.intention().maps("Sources").getFirst().text("Action")).isEqualTo("allow");
    assertThat(place.intention().fields("Meta").text("external-source")).isEqualTo("treaty");
  }

  @Test
  void anotherControllersObjectNeedsATakeoverEvenIfEqual() {
    place.writeIntention("allow");
    Value.Fields meta = Value.Fields.EMPTY.with("external-source", Value.text("kubernetes"));
    place.two.overwrite(place.intention().with("Meta", meta));

    assertThat(adopt(API)).isEqualTo(5);
    assertThat(place.out()).contains("managed by Kubernetes");
    assertThat(place.two.writes()).isEmpty();
  }

  @Test
  void asksAndTakesOnlyYesForOne() {
    place.writeIntention("allow");

    assertThat(answering("y\n")).isEqualTo(1);
    assertThat(place.two.writes()).isEmpty();
    assertThat(answering("yes\n")).isZero();
    assertThat(place.two.writes()).isNotEmpty();
  }

  private int answering(String answer) {
    AdoptCommand command = new AdoptCommand();
    command.question =
        new Question(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
    return place.run(command, API);
  }

  @Test
  void whatMovedMeanwhileIsAConflict() {
    place.writeIntention("allow");
    place.two.faults(call -> {
      if (call.equals("PUT /config")) {
        place.writeIntention("deny");
      }
      return Optional.empty();
    });

    assertThat(adopt(API)).isEqualTo(5);
    assertThat(place.err()).contains("conflict: it changed since it was read");
    assertThat(place.intention().maps("Sources").getFirst().text("Action")).isEqualTo("deny");
  }

  @Test
  void whatNothingDeclaresOrWhatIsNotThereIsAMistake() {
    assertThat(adopt("cluster-02/service-intentions/zork")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(place.err()).contains("nothing is declared at cluster-02/service-intentions/zork");
    assertThat(adopt(API)).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(place.err()).contains("nothing stands at " + API).contains("treaty apply");
    assertThat(place.two.writes()).isEmpty();
  }

  @Test
  void whatIsOursStaysAsItIs() {
    assertThat(place.apply()).isZero();
    int writes = place.two.writes().size();

    assertThat(adopt(API)).isZero();

    assertThat(place.err()).contains(API + " is ours already");
    assertThat(place.two.writes()).hasSize(writes);
  }

  @Test
  void aClusterThatCannotBeReadIsLeftAlone() {
    place.two.faults(call -> Optional.of(FakeConsul.Fault.REFUSE));

    assertThat(adopt(API)).isEqualTo(8);
    assertThat(place.two.writes()).isEmpty();
  }

  @Test
  void aPeeringIsMadeAnewButOnlyWhenToldTo() {
    assertThat(place.apply()).isZero();
    unmark(place.one, "cluster-02");
    unmark(place.two, "cluster-01");
    String before = place.one.peering("cluster-02").orElseThrow().text("ID");

    assertThat(place.run(new PlanCommand())).isEqualTo(5);
    assertThat(place.out()).contains("treaty adopt " + PEERING + " --takeover");
    assertThat(adopt(PEERING)).isEqualTo(5);
    assertThat(place.one.peering("cluster-02").orElseThrow().text("ID")).isEqualTo(before);

    // Either order of the two names the one peering.
    assertThat(adopt("peering/cluster-02/cluster-01", "--takeover")).isZero();
    Value.Fields row = place.one.peering("cluster-02").orElseThrow();
    assertThat(row.text("ID")).isNotEqualTo(before);
    assertThat(row.fields("Meta").text("treaty-id")).isEqualTo("mesh:" + PEERING);
  }

  private static void unmark(FakeConsul consul, String peer) {
    consul.setPeering(peer, consul.peering(peer).orElseThrow().without("Meta"));
  }
}
