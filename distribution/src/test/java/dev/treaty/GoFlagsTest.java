package dev.treaty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class GoFlagsTest {

  @Command(name = "peering", subcommands = Token.class)
  static final class Root {
    @Option(names = "--http-addr")
    String address = "";
  }

  @Command(name = "generate-token")
  static final class Token {
    @Option(names = {"--name", "--peer"})
    String name = "";

    @Option(names = {"-C", "--directory"})
    String directory = "";

    @Option(names = "-dev")
    boolean dev;
  }

  @Test
  void takesOneDashOrTwoWithOrWithoutEquals() {
    assertThat(of("generate-token", "-name=a")).containsExactly("generate-token", "--name=a");
    assertThat(of("generate-token", "--name=a")).containsExactly("generate-token", "--name=a");
    assertThat(of("generate-token", "-peer", "a")).containsExactly("generate-token", "--name=a");
    assertThat(of("-http-addr", "x", "generate-token", "-C", "d"))
        .containsExactly("--http-addr=x", "generate-token", "--directory=d");
  }

  @Test
  void takesTheNextWordAsValueEvenIfItBeginsWithADash() {
    assertThat(of("generate-token", "-name", "-dev"))
        .containsExactly("generate-token", "--name=-dev");
  }

  @Test
  void keepsEqualsSignsInsideValues() {
    assertThat(of("generate-token", "-name=a=b=="))
        .containsExactly("generate-token", "--name=a=b==");
  }

  @Test
  void understandsSwitchesWithAValue() {
    assertThat(of("generate-token", "-dev=true")).containsExactly("generate-token", "-dev");
    assertThat(of("generate-token", "--dev")).containsExactly("generate-token", "-dev");
    assertThat(of("generate-token", "-dev=false")).containsExactly("generate-token");
  }

  @Test
  void leavesUnknownFlagsAndWhatFollowsTwoDashesAlone() {
    assertThat(of("generate-token", "-zork=1", "--", "-name", "a"))
        .containsExactly("generate-token", "-zork=1", "--", "-name", "a");
  }

  private static String[] of(String... arguments) {
    return GoFlags.normalise(new CommandLine(new Root()).getCommandSpec(), arguments);
  }
}
