package dev.treaty.reconcile.loop;

import dev.treaty.git.FetchOutcome;
import dev.treaty.git.GitFailure;
import dev.treaty.git.GitRemote;
import dev.treaty.git.TreeRead;
import dev.treaty.model.project.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A branch that a test pushes to; its ids are those of a fixed counter. */
final class ScriptedGitRemote implements GitRemote {
  private final List<String> history = new ArrayList<>();
  private final Map<String, SourceTree> trees = new TreeMap<>();
  private Optional<GitFailure> failure = Optional.empty();
  private int commits;

  synchronized String push(Map<String, String> files) {
    String id = String.format("%040x", ++commits);
    Map<String, byte[]> bytes = new TreeMap<>();
    files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
    trees.put(id, new SourceTree(id, new TreeMap<>(bytes), path -> id));
    history.add(id);
    return id;
  }

  /** Moves the branch to a commit that does not follow. */
  synchronized String rewind(Map<String, String> files) {
    history.clear();
    return push(files);
  }

  synchronized void fail(String why) {
    failure = Optional.of(new GitFailure(GitFailure.Cause.NETWORK, why));
  }

  synchronized void mend() {
    failure = Optional.empty();
  }

  @Override
  public synchronized FetchOutcome fetch() {
    return failure.isPresent()
        ? new FetchOutcome.Failed(failure.get())
        : new FetchOutcome.Found(history.getLast());
  }

  @Override
  public FetchOutcome fetch(String revision) {
    return new FetchOutcome.Found(revision);
  }

  @Override
  public synchronized TreeRead read(String commit) {
    return new TreeRead.Whole(trees.get(commit));
  }

  @Override
  public synchronized boolean isAncestor(String older, String newer) {
    return history.contains(older);
  }

  @Override
  public boolean isLocal() {
    return true;
  }

  @Override
  public void close() {}
}
