package dev.treaty.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Inside a module, packages stand on each other in one declared order.
 *
 * <p>A line of {@link #ORDER} may use itself and the lines above it. A package that no line names
 * belongs to the longest line that begins its name.
 */
class PackageOrderTest {

  private static final Map<String, List<String>> ORDER =
      Map.of(
          "dev.treaty.model",
          List.of(
              "value",
              "archive",
              "filter",
              "diagnostic",
              "syntax",
              "schema",
              "entry",
              "graph",
              "convert",
              "intention",
              "peering",
              "project",
              "live"),
          "dev.treaty.reconcile",
          List.of("consul", "live", "ledger", "apply", "report", "loop", "cli"),
          "dev.treaty.agent",
          List.of(
              "notation",
              "metrics",
              "log",
              "store",
              "store.raft",
              "filter",
              "http",
              "settings",
              "cluster.trust",
              "cluster",
              "feature",
              "catalog",
              "group",
              "health",
              "check.grpc",
              "check",
              "local",
              "config",
              "intention",
              "connect",
              "chain",
              "gateway",
              "peering.stream",
              "peering.transport",
              "peering",
              "snapshot",
              "status"));

  /** What starts the composition stands above it. */
  private static final Set<String> ABOVE = Set.of("dev.treaty.agent.command");

  @Test
  void everyPackageOfAModuleHasItsPlace() {
    Set<String> homeless = new TreeSet<>();
    for (JavaClass type : OurClasses.all()) {
      module(type.getPackageName())
          .filter(module -> !type.getPackageName().equals(module))
          .filter(module -> !ABOVE.contains(type.getPackageName()))
          .filter(module -> place(module, type.getPackageName()).isEmpty())
          .ifPresent(module -> homeless.add(type.getPackageName()));
    }
    assertThat(homeless)
        .as("packages without a line in PackageOrderTest.ORDER: decide what they stand on")
        .isEmpty();
  }

  @Test
  void noPackageUsesOneThatStandsOnIt() {
    Set<String> violations = new TreeSet<>();
    for (JavaClass type : OurClasses.all()) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String from = type.getPackageName();
        String to = dependency.getTargetClass().getPackageName();
        Optional<String> module = module(from);
        if (module.isEmpty() || !module.equals(module(to))) {
          continue;
        }
        Optional<Integer> lower = place(module.get(), from);
        Optional<Integer> upper = place(module.get(), to);
        boolean upwards = lower.isPresent() && upper.isPresent() && lower.get() < upper.get();
        boolean outOfTheModule = lower.isPresent() && to.equals(module.get());
        if (upwards || outOfTheModule) {
          violations.add(
              type.getName()
                  + " uses "
                  + dependency.getTargetClass().getName()
                  + ", which stands above it");
        }
      }
    }
    assertThat(violations).as("package order (PackageOrderTest.ORDER)").isEmpty();
  }

  private static Optional<String> module(String packageName) {
    return ORDER.keySet().stream()
        .filter(module -> packageName.equals(module) || packageName.startsWith(module + "."))
        .findFirst();
  }

  /** The line a package belongs to; the module's own package composes all and has no place. */
  private static Optional<Integer> place(String module, String packageName) {
    List<String> lines = ORDER.getOrDefault(module, List.of());
    Optional<Integer> best = Optional.empty();
    for (int i = 0; i < lines.size(); i++) {
      String line = module + "." + lines.get(i);
      boolean belongs = packageName.equals(line) || packageName.startsWith(line + ".");
      if (belongs && (best.isEmpty() || lines.get(best.get()).length() < lines.get(i).length())) {
        best = Optional.of(i);
      }
    }
    return best;
  }
}
