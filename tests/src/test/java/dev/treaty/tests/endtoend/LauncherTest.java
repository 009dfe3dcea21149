package dev.treaty.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.treaty.tests.ProjectFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher chooses a JVM and its flags, or says what is missing; stdout stays the command's.
 */
class LauncherTest {

  private record Run(int code, String out, String err) {}

  @TempDir Path folder;

  @BeforeEach
  void needsAShell() {
    assumeThat(Path.of("/bin/sh")).as("no /bin/sh here: the launcher is not tested").exists();
  }

  @Test
  void takesTheNewestReleaseWithLongSupport() throws IOException, InterruptedException {
    Path home = distribution();
    fakeJdk(".jdks/a", "30.0.1");
    fakeJdk(".jdks/b", "29.0.2");
    fakeJdk(".jdks/c", "22.0.1");

    Run run = launch(home.resolve("treaty"), Map.of(), "version", "-format=json");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith("java 29.0.2 ")
        .endsWith("dev.treaty.Main version -format=json\n");
  }

  @Test
  void startsCommandsQuicklyAndBoundsTheAgent() throws IOException, InterruptedException {
    Path home = distribution();
    Map<String, String> jdk = Map.of("TREATY_JAVA_HOME", fakeJdk("jdk", "21.0.1").toString());

    assertThat(launch(home.resolve("treaty"), jdk, "plan").out())
        .contains("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
        .contains("-Xlog:all=error:stderr")
        .doesNotContain("AOTCache");
    // An agent lives long: what it holds must be given back.
    assertThat(launch(home.resolve("treaty"), jdk, "agent", "-dev").out())
        .contains("-XX:TrimNativeHeapInterval=", "-Xms")
        .endsWith("dev.treaty.Main agent -dev\n");
  }

  @Test
  void saysUnderWhichNameItWasCalled() throws IOException, InterruptedException {
    Path home = distribution();
    Map<String, String> jdk = Map.of("TREATY_JAVA_HOME", fakeJdk("jdk", "21.0.1").toString());
    Path link = Files.createSymbolicLink(folder.resolve("consul"), home.resolve("treaty"));

    assertThat(launch(link, jdk, "members").out())
        .contains("-Dtreaty.called=consul", "-Dtreaty.home=" + home.toRealPath());
  }

  @Test
  void namesAJdkThatIsTooOld() throws IOException, InterruptedException {
    Path home = distribution();
    Path old = fakeJdk("old", "17.0.9");

    assertThat(launch(home.resolve("treaty"), Map.of("TREATY_JAVA_HOME", old.toString()), "plan"))
        .isEqualTo(
            new Run(
                69, "", "treaty: TREATY_JAVA_HOME is " + old + ", which is no JDK 21 or newer\n"));
  }

  @Test
  void namesMavenWhenItMustBuildAndCannot() throws IOException, InterruptedException {
    Path checkout = Files.createDirectories(folder.resolve("checkout"));
    Files.createDirectories(checkout.resolve("distribution"));
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    Path launcher = copyLauncher(checkout);
    // Only what the launcher itself calls is on this path.
    Path tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : List.of("find", "head", "mkdir", "rmdir", "dirname")) {
      for (String place : List.of("/usr/bin/", "/bin/")) {
        if (Files.isExecutable(Path.of(place + tool)) && !Files.exists(tools.resolve(tool))) {
          Files.createSymbolicLink(tools.resolve(tool), Path.of(place + tool));
        }
      }
    }

    Run run = launch(launcher, Map.of("PATH", tools.toString()), "version");

    assertThat(run.code()).isEqualTo(69);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("Maven 3.8 or newer (mvn) is needed");
  }

  @Test
  void doesNotBuildWhenToldNotTo() throws IOException, InterruptedException {
    Path checkout = Files.createDirectories(folder.resolve("checkout"));
    Files.createDirectories(checkout.resolve("distribution"));
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");

    Run run = launch(copyLauncher(checkout), Map.of("TREATY_NO_BUILD", "1"), "version");

    assertThat(run.code()).isEqualTo(69);
    assertThat(run.err()).startsWith("treaty: nothing is built in ");
  }

  @Test
  void isNothingByItself() throws IOException, InterruptedException {
    Path alone = Files.createDirectories(folder.resolve("alone"));

    Run run = launch(copyLauncher(alone), Map.of(), "version");

    assertThat(run.code()).isEqualTo(69);
    assertThat(run.err()).contains("neither a distribution (lib/) nor a checkout");
  }

  private Path distribution() throws IOException {
    Path home = Files.createDirectories(folder.resolve("home"));
    Files.createDirectories(home.resolve("lib"));
    Files.writeString(home.resolve("lib.id"), "0123\n");
    copyLauncher(home);
    return home;
  }

  private static Path copyLauncher(Path target) throws IOException {
    Path copy = Files.copy(ProjectFiles.root().resolve("treaty"), target.resolve("treaty"));
    assertThat(copy.toFile().setExecutable(true)).isTrue();
    return copy;
  }

  /** A JDK whose java prints its version and its arguments. */
  private Path fakeJdk(String place, String version) throws IOException {
    Path jdk = Files.createDirectories(folder.resolve(place));
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(
        jdk.resolve("release"),
        "JAVA_VERSION=\"" + version + "\"\nJAVA_RUNTIME_VERSION=\"" + version + "+1\"\n");
    Path java =
        Files.writeString(jdk.resolve("bin/java"), "#!/bin/sh\necho \"java " + version + " $*\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return jdk;
  }

  private Run launch(Path launcher, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", launcher.toString()));
    command.addAll(List.of(arguments));
    Path errors = folder.resolve("errors");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    for (String name : List.of("JAVA_HOME", "TREATY_JAVA_HOME", "TREATY_JAVA_OPTS")) {
      builder.environment().remove(name);
    }
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("TREATY_CACHE", folder.resolve("cache").toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), out, Files.readString(errors));
  }
}
