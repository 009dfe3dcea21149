package dev.treaty.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every library stays in the package that adapts it, so that it can be replaced there. */
class ThirdPartyTest {

  /** A library, by the root of its packages, and who may name its types. */
  record Confinement(String library, String... homes) {
    @Override
    public String toString() {
      return library + " only in " + String.join(", ", homes);
    }
  }

  static Stream<Confinement> confinements() {
    return Stream.of(
        new Confinement("io.vertx", "dev.treaty.agent.http.."),
        new Confinement("org.sqlite", "dev.treaty.agent.store.."),
        new Confinement("java.sql", "dev.treaty.agent.store.."),
        new Confinement("org.pcollections", "dev.treaty.agent.store.."),
        new Confinement("org.apache.ratis", "dev.treaty.agent.store.raft.."),
        new Confinement(
            "io.grpc",
            "dev.treaty.agent.peering.transport..",
            "dev.treaty.agent.peering.wire..",
            "dev.treaty.agent.check.grpc"),
        new Confinement(
            "io.netty",
            "dev.treaty.agent.peering.transport..",
            "dev.treaty.agent.check.grpc",
            "dev.treaty.agent.http.."),
        new Confinement(
            "com.google.protobuf", "dev.treaty.agent.peering..", "dev.treaty.agent.wire.."),
        new Confinement("com.google.common", "dev.treaty.agent.peering.transport.."),
        new Confinement("com.nimbusds", "dev.treaty.agent.peering.."),
        new Confinement(
            "org.bouncycastle",
            "dev.treaty.agent.connect..",
            "dev.treaty.agent.cluster.trust..",
            "dev.treaty.git.."),
        new Confinement("org.eclipse.jgit", "dev.treaty.git.."),
        new Confinement("org.snakeyaml", "dev.treaty.model.syntax.."),
        new Confinement(
            "com.fasterxml.jackson.databind",
            "dev.treaty.agent..",
            "dev.treaty.reconcile.consul..",
            "dev.treaty.reconcile.report..",
            "dev.treaty.reconcile.ledger.."),
        new Confinement(
            "picocli",
            "dev.treaty",
            "dev.treaty.demo..",
            "dev.treaty.bench..",
            "dev.treaty.agent.command..",
            "dev.treaty.reconcile.cli.."),
        new Confinement("ch.qos.logback", "dev.treaty"));
  }

  @ParameterizedTest
  @MethodSource("confinements")
  void staysInItsPackage(Confinement confinement) {
    Set<String> strays = new TreeSet<>();
    for (JavaClass type : OurClasses.all()) {
      if (Stream.of(confinement.homes()).anyMatch(home -> isIn(type.getPackageName(), home))) {
        continue;
      }
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String used = dependency.getTargetClass().getName();
        if (used.startsWith(confinement.library() + ".")) {
          strays.add(type.getName() + " uses " + used);
        }
      }
    }
    assertThat(strays)
        .as("%s stays in the package that adapts it", confinement.library())
        .isEmpty();
  }

  private static boolean isIn(String packageName, String home) {
    String root = home.replaceFirst("\\.\\.$", "");
    return packageName.equals(root) || (home.endsWith("..") && packageName.startsWith(root + "."));
  }
}
