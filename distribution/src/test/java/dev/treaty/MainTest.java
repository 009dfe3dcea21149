package dev.treaty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void saysItsOwnVersionFirstAndThenConsuls() {
    assertThat(run(Persona.TREATY, "version")).isZero();

    assertThat(out.toString()).matches("Treaty \\S+( \\(\\w+\\))?\nspeaks Consul 1\\.16\\.4\n");
  }

  @Test
  void answersConsulsVersionAsJsonInEitherPersona() {
    assertThat(run(Persona.CONSUL, "version", "-format=json")).isZero();
    String asConsul = out.toString();
    out.getBuffer().setLength(0);
    assertThat(run(Persona.TREATY, "version", "-format", "json")).isZero();

    assertThat(asConsul).contains("\"Version\": \"1.16.4\"").isEqualTo(out.toString());
  }

  @Test
  void beginsWithConsulsNameWhenLinkedAsConsul() {
    assertThat(run(Persona.called("consul"), "version")).isZero();

    assertThat(out.toString()).startsWith("Consul v1.16.4\n");
  }

  @Test
  void refusesAnUnknownFormatAsConsulDoes() {
    assertThat(run(Persona.CONSUL, "version", "-format=x")).isEqualTo(1);

    assertThat(err.toString()).isEqualTo("Unknown format: x\n");
  }

  @Test
  void anUnknownCommandIsAUsageError() {
    assertThat(run(Persona.TREATY, "zork")).isEqualTo(64);
    assertThat(run(Persona.CONSUL, "zork")).isEqualTo(127);
  }

  @Test
  void listsItsCommands() {
    assertThat(run(Persona.TREATY, "--help")).isZero();

    assertThat(out.toString()).contains("Usage: treaty <command>");
  }

  @Test
  void everyCommandIsListedOnceAndExplainsItself() {
    for (Persona persona : Persona.values()) {
      assertThat(Verbs.visible(persona)).extracting(Verb::name).doesNotHaveDuplicates();
      for (Verb verb : Verbs.visible(persona)) {
        assertThat(run(persona, verb.name(), "--help")).as(verb.name()).isZero();
      }
    }
  }

  @Test
  void aMistakeInOneOfConsulsCommandsIsExitCodeOne() {
    assertThat(run(Persona.TREATY, "peering")).isEqualTo(1);
    assertThat(run(Persona.TREATY, "peering", "list", "-zork")).isEqualTo(1);
    assertThat(err.toString()).contains("flag provided but not defined: -zork");
  }

  @Test
  void aMistakeInOneOfOurCommandsIsAUsageError() {
    assertThat(run(Persona.TREATY, "plan", "--zork")).isEqualTo(64);
    assertThat(run(Persona.TREATY, "plna")).isEqualTo(64);
    assertThat(err.toString()).contains("did you mean: treaty plan");
  }

  private int run(Persona persona, String... args) {
    return Main.run(persona, new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
