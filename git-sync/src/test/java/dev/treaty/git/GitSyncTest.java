package dev.treaty.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.project.SourceTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitSyncTest {
  @TempDir Path temp;
  private BareRepository origin;
  private JGitRemote remote;

  @BeforeEach
  void makeRepository() throws IOException {
    origin = new BareRepository(temp.resolve("origin.git"));
    remote = open("main", "");
  }

  @AfterEach
  void close() {
    remote.close();
    origin.close();
  }

  private JGitRemote open(String branch, String path) {
    GitUrl url = GitUrl.of(origin.folder.toString());
    return opened(
        JGitRemote.open(
            new GitSource(url, Optional.of(branch), path), GitAccess.NONE, Optional.empty()));
  }

  static JGitRemote opened(JGitRemote.Opening opening) {
    assertThat(opening).isInstanceOf(JGitRemote.Opening.Opened.class);
    return ((JGitRemote.Opening.Opened) opening).remote();
  }

  private SyncResult step(String... last) {
    return new GitSync(remote).step(last.length == 0 ? Optional.empty() : Optional.of(last[0]));
  }

  private SourceTree advanced(SyncResult result) {
    assertThat(result).isInstanceOf(SyncResult.Advanced.class);
    return ((SyncResult.Advanced) result).tree();
  }

  private void assertRefused(SyncResult result, String code, String part) {
    assertThat(result)
        .isInstanceOfSatisfying(
            SyncResult.Refused.class,
            refused -> {
              Diagnostic first = refused.diagnostics().getFirst();
              assertThat(first.code()).isEqualTo(code);
              assertThat(first.message()).contains(part);
            });
  }

  @Test
  void advancesToTheNewestCommitAndReadsItsFiles() throws IOException {
    origin.commit(Map.of("treaty.hcl", "a"));
    String second = origin.commit(Map.of("treaty.hcl", "b", "clusters/x/e.hcl", "c"));

    SourceTree tree = advanced(step());

    assertThat(tree.revision()).isEqualTo(second);
    assertThat(tree.files().keySet()).containsExactly("clusters/x/e.hcl", "treaty.hcl");
    assertThat(new String(tree.files().get("treaty.hcl"), StandardCharsets.UTF_8)).isEqualTo("b");
  }

  @Test
  void staysWhereNothingIsNew() throws IOException {
    String commit = origin.commit(Map.of("treaty.hcl", "a"));

    assertThat(step(commit)).isEqualTo(new SyncResult.Unchanged(commit));
  }

  @Test
  void doesNotFollowABranchThatWasRewound() throws IOException {
    String first = origin.commit(Map.of("treaty.hcl", "a"));
    ObjectId other = origin.tree(Map.of("x.hcl", "b"), Map.of("x.hcl", FileMode.REGULAR_FILE));
    String second = origin.commitTree(other, null);

    assertThat(step(first)).isEqualTo(new SyncResult.Rewound(first, second));
  }

  @Test
  void tellsAMissingBranchFromAnEmptyTree() throws IOException {
    origin.commit(Map.of("treaty.hcl", "a"));
    remote.close();
    remote = open("production", "");

    assertThat(step())
        .isInstanceOfSatisfying(
            SyncResult.Unreachable.class,
            unreachable ->
                assertThat(unreachable.failure().cause())
                    .isEqualTo(GitFailure.Cause.MISSING_REVISION));
  }

  @Test
  void tellsAMissingRepository() {
    var opening =
        JGitRemote.open(
            new GitSource(GitUrl.of(temp.resolve("nowhere").toString()), Optional.of("main"), ""),
            GitAccess.NONE,
            Optional.empty());

    assertThat(opening)
        .isInstanceOfSatisfying(
            JGitRemote.Opening.Failed.class,
            failed ->
                assertThat(failed.failure().cause())
                    .isEqualTo(GitFailure.Cause.MISSING_REPOSITORY));
  }

  @Test
  void readsOnlyTheProjectsFolder() throws IOException {
    origin.commit(Map.of("mesh/treaty.hcl", "a", "other/b.hcl", "b"));
    remote.close();
    remote = open("main", "mesh/");

    assertThat(advanced(step()).files().keySet()).containsExactly("treaty.hcl");
  }

  @Test
  void passesOverHiddenFilesAndOtherEndings() throws IOException {
    origin.commit(Map.of("treaty.hcl", "a", ".github/x.yaml", "b", "README.md", "c", ".a.hcl", ""));

    assertThat(advanced(step()).files().keySet()).containsExactly("treaty.hcl");
  }

  @Test
  void refusesALink() throws IOException {
    origin.commitWith("clusters/a.hcl", FileMode.SYMLINK, "/etc/passwd");

    assertRefused(step(), "TR0603", "clusters/a.hcl is a symbolic link");
  }

  @Test
  void refusesALinkInPlaceOfAFolder() throws IOException {
    origin.commitWith("clusters", FileMode.SYMLINK, "/etc");

    assertRefused(step(), "TR0603", "clusters is a symbolic link");
  }

  @Test
  void refusesASubmodule() throws IOException {
    origin.commitWith("shared", FileMode.GITLINK, "");

    assertRefused(step(), "TR0604", "shared is a submodule");
  }

  @Test
  void refusesAPathThatLeavesTheTree() throws IOException {
    ObjectId inner = origin.rawTree("a.hcl", FileMode.REGULAR_FILE, origin.blob("x"));
    origin.commitTree(origin.rawTree("..", FileMode.TREE, inner));

    assertRefused(step(), "TR0601", "segment");
  }

  @Test
  void refusesNamesThatDifferOnlyInCase() throws IOException {
    origin.commit(Map.of("treaty.hcl", "x", "clusters/c/Web.hcl", "x", "clusters/c/web.hcl", "x"));

    assertRefused(step(), "TR0601", "web.hcl differs from clusters/c/Web.hcl only in upper");
  }

  @Test
  void refusesANameThatIsNotUtf8() throws IOException {
    byte[] name = {'a', (byte) 0xff, '.', 'h', 'c', 'l'};
    origin.commitTree(origin.rawTree(name, FileMode.REGULAR_FILE, origin.blob("x")));

    assertRefused(step(), "TR0601", "is not valid UTF-8");
  }

  @Test
  void refusesABackslashAndControlCharacters() throws IOException {
    origin.commitTree(origin.rawTree("..\\x.hcl", FileMode.REGULAR_FILE, origin.blob("x")));
    assertRefused(step(), "TR0601", "holds a backslash");

    origin.commitTree(origin.rawTree("a\u001b[2J.hcl", FileMode.REGULAR_FILE, origin.blob("x")));
    assertRefused(step(), "TR0601", "a\\u001b[2J.hcl holds a control character");
  }

  @Test
  void refusesAFileOverTheLimitUnread() throws IOException {
    origin.commit(Map.of("big.hcl", "x".repeat((4 << 20) + 1)));

    assertRefused(step(), "TR0606", "big.hcl has 4194305 bytes");
  }

  @Test
  void endsTheWalkOfATreeThatUnfoldsWithoutEnd() throws IOException {
    ObjectId tree = origin.rawTree("f", FileMode.REGULAR_FILE, origin.blob("x"));
    for (int level = 0; level < 40; level++) {
      tree = origin.rawTree("d", FileMode.TREE, tree);
    }
    origin.commitTree(tree);

    assertRefused(step(), "TR0602", "lies deeper than 32 folders");
  }

  @Test
  void namesTheCommitThatLastTouchedEachFile() throws IOException {
    String first = origin.commit(Map.of("a.hcl", "1", "b.hcl", "1"));
    SourceTree before = advanced(step());
    assertThat(before.lastChange().apply("a.hcl")).isEqualTo(first);

    String second = origin.commit(Map.of("a.hcl", "2", "b.hcl", "1"));
    String third = origin.commit(Map.of("a.hcl", "2", "b.hcl", "1", "c.hcl", "1"));
    SourceTree tree = advanced(step(first));

    assertThat(tree.lastChange().apply("a.hcl")).isEqualTo(second);
    assertThat(tree.lastChange().apply("b.hcl")).isEqualTo(first);
    assertThat(tree.lastChange().apply("c.hcl")).isEqualTo(third);
    assertThat(tree.lastChange().apply("gone.hcl")).isEqualTo(SourceTree.WORK_TREE);
  }

  @Test
  void findsABranchATagAndAnId() throws IOException {
    String first = origin.commit(Map.of("a.hcl", "1"));
    String second = origin.commit(Map.of("a.hcl", "2"));
    origin.tag("v1", first);
    GitSync sync = new GitSync(remote);

    assertThat(advanced(sync.at("v1")).revision()).isEqualTo(first);
    assertThat(advanced(sync.at(first.substring(0, 9))).revision()).isEqualTo(first);
    assertThat(advanced(sync.at("main")).revision()).isEqualTo(second);
    assertThat(sync.at("../../etc/passwd")).isInstanceOf(SyncResult.Unreachable.class);
  }

  @Test
  void writesNothingIntoTheRepositoryItReads() throws IOException {
    origin.commit(Map.of("a.hcl", "1"));
    Set<String> before = everythingIn(origin.folder);

    assertThat(advanced(step()).lastChange().apply("a.hcl")).isNotEmpty();

    assertThat(everythingIn(origin.folder)).isEqualTo(before);
  }

  private static Set<String> everythingIn(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.map(Path::toString).collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void knowsTheCommitOfACheckoutsFileOnlyWhileItIsAsCommitted() throws IOException {
    Path checkout = Files.createDirectories(temp.resolve("checkout/mesh")).getParent();
    try (BareRepository repository = new BareRepository(checkout.resolve(".git"))) {
      String first = repository.commit(Map.of("mesh/a.hcl", "1", "mesh/b.hcl", "1"));
      String second = repository.commit(Map.of("mesh/a.hcl", "2", "mesh/b.hcl", "1"));
      Files.writeString(checkout.resolve("mesh/a.hcl"), "2");
      Files.writeString(checkout.resolve("mesh/b.hcl"), "1");
      Files.writeString(checkout.resolve("mesh/c.hcl"), "new");
      try (WorkTreeHistory history = WorkTreeHistory.of(checkout.resolve("mesh"))) {
        SourceTree tree =
            ((TreeRead.Whole) new WorkTreeReader().read(checkout.resolve("mesh"), history)).tree();
        assertThat(tree.lastChange().apply("a.hcl")).isEqualTo(second);
        assertThat(tree.lastChange().apply("b.hcl")).isEqualTo(first);
        assertThat(tree.lastChange().apply("c.hcl")).isEqualTo(SourceTree.WORK_TREE);
      }
      Files.writeString(checkout.resolve("mesh/a.hcl"), "3");
      try (WorkTreeHistory history = WorkTreeHistory.of(checkout.resolve("mesh"))) {
        SourceTree tree =
            ((TreeRead.Whole) new WorkTreeReader().read(checkout.resolve("mesh"), history)).tree();
        assertThat(tree.lastChange().apply("a.hcl")).isEqualTo(SourceTree.WORK_TREE);
      }
    }
  }

  @Test
  void readsAWorkTreeByTheSameRules() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("work/clusters"));
    Files.writeString(folder.resolve("a.hcl"), "a");
    Path work = folder.getParent();
    assertThat(((TreeRead.Whole) new WorkTreeReader().read(work)).tree().files().keySet())
        .containsExactly("clusters/a.hcl");

    Files.createSymbolicLink(folder.resolve("b.hcl"), Path.of("/etc/passwd"));
    assertThat(new WorkTreeReader().read(work))
        .isInstanceOfSatisfying(
            TreeRead.Refused.class,
            refused -> assertThat(refused.diagnostics().getFirst().code()).isEqualTo("TR0603"));
  }
}
