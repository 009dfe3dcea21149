package dev.treaty.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.git.TreeRead;
import dev.treaty.git.WorkTreeReader;
import dev.treaty.model.project.ClusterProfiles;
import dev.treaty.model.project.DesiredState;
import dev.treaty.model.project.LoadResult;
import dev.treaty.model.project.Mode;
import dev.treaty.model.project.ProjectLoader;
import dev.treaty.model.project.SourceTree;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The repository that the documentation quotes and the demo pushes. */
class TwoClustersTest {

  @Test
  void declaresWhatItsFilesSay() {
    LoadResult loaded = ProjectLoader.load(tree(), ClusterProfiles.DEFAULT);

    assertThat(loaded.diagnostics()).isEmpty();
    DesiredState desired = loaded.desired().orElseThrow();
    assertThat(desired.entries().stream().map(e -> e.cluster() + "/" + e.entry().key().path()))
        .containsExactlyInAnyOrder(
            "cluster-01/exported-services/default",
            "cluster-01/service-defaults/api",
            "cluster-01/service-defaults/web",
            "cluster-01/service-intentions/web",
            "cluster-02/exported-services/default",
            "cluster-02/service-defaults/api",
            "cluster-02/service-defaults/web",
            "cluster-02/service-intentions/api");
    assertThat(desired.peerings()).hasSize(1);
    assertThat(desired.peerings().get(0).address()).isEqualTo("peering/cluster-01/cluster-02");
  }

  @Test
  void namesNoAddressAndEnforces() {
    DesiredState desired =
        ProjectLoader.load(tree(), ClusterProfiles.DEFAULT).desired().orElseThrow();

    assertThat(desired.clusters())
        .allSatisfy(cluster -> {
          assertThat(cluster.address()).isEmpty();
          assertThat(cluster.mode()).isEqualTo(Mode.ENFORCE);
        });
  }

  private static SourceTree tree() {
    Path folder = Path.of("").toAbsolutePath();
    Path module = folder.endsWith("examples") ? folder : folder.resolve("examples");
    TreeRead read = new WorkTreeReader().read(module.resolve("two-clusters"));
    assertThat(read).isInstanceOf(TreeRead.Whole.class);
    return ((TreeRead.Whole) read).tree();
  }
}
