package dev.treaty.reconcile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import dev.treaty.reconcile.apply.Projects;
import dev.treaty.reconcile.consul.FakeConsul;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Exit codes and streams of the commands, as scripts rely on them. */
class CommandsTest {
  @TempDir Path temp;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private FakeConsul one;
  private FakeConsul two;
  private Path project;
  private Path clusters;

  @BeforeEach
  void start() throws IOException {
    one = new FakeConsul("dc1");
    two = new FakeConsul("dc2");
    one.register("web", 2);
    project = temp.resolve("project");
    for (var file : Projects.files().entrySet()) {
      write(file.getKey(), file.getValue());
    }
    clusters = temp.resolve("clusters.hcl");
    Files.writeString(
        clusters,
        """
        cluster "cluster-01" { address = "%s" }
        cluster "cluster-02" { address = "%s" }
        """
            .formatted(one.address(), two.address()));
  }

  @AfterEach
  void end() {
    one.close();
    two.close();
  }

  private void write(String path, String text) throws IOException {
    Path file = project.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private int run(Object command, String... flags) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> arguments = new ArrayList<>(List.of(flags));
    arguments.addAll(List.of("-C", project.toString(), "--clusters", clusters.toString()));
    CommandLine line = new CommandLine(command);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments.toArray(String[]::new));
  }

  private int apply(String... flags) {
    List<String> all = new ArrayList<>(List.of(flags));
    all.add("--auto-approve");
    return run(new ApplyCommand(), all.toArray(String[]::new));
  }

  @Test
  void validateTellsAValidProjectFromABrokenOne() throws IOException {
    assertThat(run(new ValidateCommand())).isZero();
    assertThat(out.toString()).isEqualTo("Valid: 2 clusters, 1 peering, 2 entries.\n");

    write("clusters/cluster-02/api.hcl", "Kind = \"service-intentions");
    assertThat(run(new ValidateCommand())).isEqualTo(1);
    assertThat(err.toString()).contains("clusters/cluster-02/api.hcl:1:");
    assertThat(run(new PlanCommand())).isEqualTo(1);
    assertThat(one.writes()).isEmpty();
  }

  @Test
  void noFormatChangesTheExitCode() throws IOException {
    write("clusters/cluster-02/api.hcl", "Kind = \"service-intentions");

    for (String format : List.of("text", "json", "ndjson", "markdown", "sarif", "junit")) {
      assertThat(run(new ValidateCommand(), "-o", format)).as(format).isEqualTo(1);
      assertThat(run(new PlanCommand(), "-o", format)).as(format).isEqualTo(1);
    }
    assertThat(run(new ValidateCommand(), "-o", "json")).isEqualTo(1);
    Value.Fields json =
        (Value.Fields) ValueJson.parse(out.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(json.maps("diagnostics").getFirst().text("file"))
        .isEqualTo("clusters/cluster-02/api.hcl");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void planSaysChangesOnlyWhenAskedFor() {
    assertThat(run(new PlanCommand())).isZero();
    assertThat(out.toString()).endsWith("Plan: 3 to add, 0 to change, 0 to destroy.\n");
    assertThat(run(new PlanCommand(), "--detailed-exitcode")).isEqualTo(2);
    assertThat(one.writes()).isEmpty();
  }

  @Test
  void applyConvergesAndLeavesNothingToDo() {
    assertThat(apply()).isZero();
    assertThat(out.toString())
        .contains("Apply complete! Resources: 3 added, 0 changed, 0 destroyed.")
        .contains("Converged in ");
    assertThat(err.toString()).contains("+ peering/cluster-01/cluster-02  established in ");

    assertThat(run(new PlanCommand(), "--detailed-exitcode")).isZero();
    assertThat(out.toString()).isEqualTo("No changes. Live state matches work-tree.\n");
  }

  @Test
  void applyMakesAPeeringThatCustomResourcesDeclare() throws IOException {
    write("treaty.hcl", Projects.PROJECT.replace("peering \"cluster-01\" \"cluster-02\" {}\n", ""));
    write("clusters/cluster-01/peer.yaml", resource("PeeringAcceptor", "cluster-02"));
    write("clusters/cluster-02/peer.yaml", resource("PeeringDialer", "cluster-01"));

    assertThat(apply()).isZero();
    assertThat(err.toString()).contains("+ peering/cluster-01/cluster-02  established in ");
    assertThat(run(new PlanCommand(), "--detailed-exitcode")).isZero();
  }

  private static String resource(String kind, String name) {
    return """
    apiVersion: consul.hashicorp.com/v1alpha1
    kind: %s
    metadata: {name: %s}
    spec: {peer: {secret: {name: token, key: data, backend: kubernetes}}}
    """
        .formatted(kind, name);
  }

  @Test
  void anExactIntentionDecidesAloneWhileItAndTheWildcardSwap() throws IOException {
    write("clusters/cluster-02/api.hcl", sources("api", "web", "deny"));
    write("clusters/cluster-02/all.hcl", sources("*", "web", "allow", "job", "allow"));
    assertThat(apply()).isZero();

    write("clusters/cluster-02/api.hcl", sources("api", "job", "allow"));
    write("clusters/cluster-02/all.hcl", sources("*", "web", "deny", "job", "deny"));
    assertThat(apply()).isZero();
    assertThat(out.toString()).contains("decides alone for a moment", "as declared again");
    assertThat(run(new PlanCommand(), "--detailed-exitcode")).isZero();
  }

  private static String sources(String name, String... pairs) {
    StringBuilder text =
        new StringBuilder("Kind = \"service-intentions\"\nName = \"" + name + "\"\n");
    for (int i = 0; i < pairs.length; i += 2) {
      text.append("Sources { Name = \"%s\" Action = \"%s\" }\n".formatted(pairs[i], pairs[i + 1]));
    }
    return text.toString();
  }

  @Test
  void applyAsksAndTakesOnlyYesForOne() {
    for (String answer : List.of("", "no\n", "y\n")) {
      assertThat(answering(answer)).isEqualTo(1);
    }
    assertThat(one.writes()).isEmpty();
    assertThat(two.writes()).isEmpty();

    assertThat(answering("yes\n")).isZero();
    assertThat(one.writes()).isNotEmpty();
  }

  private int answering(String answer) {
    ApplyCommand command = new ApplyCommand();
    command.question =
        new Question(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
    return run(command);
  }

  @Test
  void aSavedPlanIsDoneExactlyOrNotAtAll() throws IOException {
    String file = temp.resolve("saved").toString();
    assertThat(run(new PlanCommand(), "--out", file)).isZero();
    // Another object may change; one of the plan may not.
    two.overwrite(
        Value.Fields.EMPTY
            .with("Kind", Value.text("service-defaults"))
            .with("Name", Value.text("theirs")));
    assertThat(run(new ApplyCommand(), file)).isZero();

    write("clusters/cluster-02/api.hcl", Projects.intention("deny"));
    assertThat(run(new PlanCommand(), "--out", file)).isZero();
    two.overwrite(two.entry("service-intentions", "api").orElseThrow());
    int writes = two.writes().size();
    assertThat(run(new ApplyCommand(), file)).isEqualTo(5);
    assertThat(err.toString()).contains("stale").contains("cluster-02/service-intentions/api");
    assertThat(two.writes()).hasSize(writes);
  }

  @Test
  void anObjectThatIsNotOursIsAConflictAndStays() {
    Value.Fields theirs =
        Value.Fields.EMPTY
            .with("Kind", Value.text("exported-services"))
            .with("Name", Value.text("default"));
    one.overwrite(theirs);

    assertThat(apply()).isEqualTo(5);
    assertThat(one.entry("exported-services", "default").orElseThrow().get("Meta")).isEmpty();
    assertThat(two.entry("service-intentions", "api")).isPresent();
  }

  @Test
  void aClusterThatCannotBeReadIsLeftAloneAndTheOthersAreDone() {
    two.faults(call -> Optional.of(FakeConsul.Fault.REFUSE));

    assertThat(apply()).isEqualTo(8);
    assertThat(one.entry("exported-services", "default")).isPresent();
    assertThat(two.writes()).isEmpty();
    assertThat(run(new PlanCommand(), "--detailed-exitcode")).isEqualTo(8);
  }

  @Test
  void aClusterThatDoesNotAnswerInTimeCountsAsNotRead() {
    CountDownLatch over = new CountDownLatch(1);
    two.faults(call -> {
      try {
        over.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return Optional.of(FakeConsul.Fault.REFUSE);
    });
    try {
      assertThat(run(new PlanCommand(), "--timeout", "300ms")).isEqualTo(8);
      assertThat(out.toString()).contains("it was not read whole within 300 ms");
      assertThat(run(new DriftCommand(), "--timeout", "300ms")).isEqualTo(8);
      assertThat(err.toString()).contains("it was not read whole within 300 ms");
    } finally {
      over.countDown();
    }
  }

  @Test
  void saysWhatIsMissingWhenItDidNotConvergeInTime() {
    two.importing(false);

    assertThat(apply("--timeout", "300ms")).isEqualTo(7);
    assertThat(out.toString()).contains("cluster-02 has 0 of 2 instances of web from cluster-01");
    assertThat(apply("--timeout", "300ms", "-o", "json")).isEqualTo(7);
  }

  @Test
  void aFailedWriteEndsWithSix() {
    two.faults(call ->
        call.equals("PUT /config") ? Optional.of(FakeConsul.Fault.REFUSE) : Optional.empty());

    assertThat(apply()).isEqualTo(6);
    assertThat(err.toString()).contains("failed: Unexpected response code: 500 (out of order)");
  }

  @Test
  void afterAFailedWriteNothingIsWaitedFor() {
    one.faults(call ->
        call.equals("PUT /config") ? Optional.of(FakeConsul.Fault.REFUSE) : Optional.empty());

    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> assertThat(apply("--timeout", "10m", "-o", "json")).isEqualTo(6));
    assertThat(out.toString()).contains("\"converged\":false").contains("\"missing\":[]");
  }

  @Test
  void aSavedPlanOfAnotherProjectIsRefused() throws IOException {
    String file = temp.resolve("saved").toString();
    assertThat(run(new PlanCommand(), "--out", file)).isZero();
    write("treaty.hcl", Projects.PROJECT.replace("\"mesh\"", "\"other\""));

    assertThat(run(new ApplyCommand(), file)).isEqualTo(1);
    assertThat(err.toString()).contains("TR0705").contains("\"mesh\"").contains("\"other\"");
    assertThat(one.writes()).isEmpty();
    assertThat(two.writes()).isEmpty();
  }

  @Test
  void driftNamesTheFieldAndEndsWithTwo() {
    assertThat(apply()).isZero();
    assertThat(run(new DriftCommand())).isZero();
    assertThat(out.toString()).isEqualTo("No drift.\n");
    Value.Fields entry = two.entry("service-intentions", "api").orElseThrow();
    Value.Fields source = entry.maps("Sources").getFirst().with("Action", Value.text("deny"));
    two.overwrite(entry.with("Sources", Value.Items.of(source)));

    assertThat(run(new DriftCommand())).isEqualTo(2);
    assertThat(out.toString())
        .contains("sources[\"web\" peer=\"cluster-01\"].action  deny -> allow");
  }

  @Test
  void overTheDeletionCapNothingIsTouchedWithoutConsentToThatVeryPlan() throws IOException {
    for (int i = 0; i < 12; i++) {
      write(
          "clusters/cluster-02/s" + i + ".hcl",
          "Kind = \"service-defaults\"\nName = \"s" + i + "\"\nProtocol = \"http\"\n");
    }
    assertThat(apply()).isZero();
    for (int i = 0; i < 6; i++) {
      Files.delete(project.resolve("clusters/cluster-02/s" + i + ".hcl"));
    }
    int writes = two.writes().size();

    assertThat(apply()).isEqualTo(4);
    assertThat(two.writes()).hasSize(writes);
    assertThat(apply("--consent", "0123456789abcdef0123456789abcdef")).isEqualTo(4);
    assertThat(run(new PlanCommand())).isEqualTo(4);
    String text = out.toString();
    String digest = text.substring(text.indexOf("--consent ") + "--consent ".length()).strip();

    assertThat(apply("--consent", digest)).isZero();
    assertThat(two.entry("service-defaults", "s0")).isEmpty();
    assertThat(two.entry("service-defaults", "s11")).isPresent();
  }
}
