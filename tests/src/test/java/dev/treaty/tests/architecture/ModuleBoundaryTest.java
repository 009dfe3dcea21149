package dev.treaty.tests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;

/** The house: every module may know only those it stands on. */
class ModuleBoundaryTest {

  private static final String MODEL = "dev.treaty.model..";
  private static final String DIFF = "dev.treaty.diff..";
  private static final String GIT = "dev.treaty.git..";
  private static final String AGENT = "dev.treaty.agent..";
  private static final String RECONCILE = "dev.treaty.reconcile..";
  private static final String[] TOP = {"dev.treaty", "dev.treaty.demo..", "dev.treaty.bench.."};

  private final JavaClasses classes = OurClasses.all();

  @Test
  void theModelStandsOnNothingOfOurs() {
    refuse(MODEL, DIFF, GIT, AGENT, RECONCILE);
  }

  @Test
  void theDiffEngineKnowsOnlyTheModel() {
    refuse(DIFF, GIT, AGENT, RECONCILE);
  }

  @Test
  void gitSyncKnowsOnlyTheModel() {
    refuse(GIT, DIFF, AGENT, RECONCILE);
  }

  @Test
  void theAgentKnowsOnlyTheModel() {
    refuse(AGENT, DIFF, GIT, RECONCILE);
  }

  @Test
  void theReconcilerNeverSeesTheAgent() {
    refuse(RECONCILE, AGENT);
  }

  private void refuse(String from, String... others) {
    noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage(TOP)
        .because("the modules are stacked one way (docs/architecture.md)")
        .allowEmptyShould(true)
        .check(classes);
  }
}
