package dev.treaty.reconcile.cli;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.OperationCode;
import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.entry.EntryDocuments;
import dev.treaty.model.entry.FileVerdict;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.entry.Verdict;
import dev.treaty.model.syntax.SourceText;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Judges many files at once, and tells the verdicts in the order in which they were named. */
final class FileJudge {

  /** Enough to keep every processor busy, few enough to hold no more than some files. */
  private static final int AHEAD = 64;

  private final ServerProfile server;

  FileJudge(ServerProfile server) {
    this.server = server;
  }

  /** The files named, and those below the folders named whose ending is that of an entry file. */
  static List<Path> expand(List<Path> named) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : named) {
      if (!Files.isDirectory(path)) {
        files.add(path);
        continue;
      }
      try (Stream<Path> below = Files.walk(path)) {
        below
            .filter(file -> EntryDocuments.formOf(file.toString()).isPresent())
            .filter(Files::isRegularFile)
            .sorted()
            .forEach(files::add);
      }
    }
    return files;
  }

  void judge(List<Path> files, Consumer<FileVerdict> told) {
    int processors = Runtime.getRuntime().availableProcessors();
    try (ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, processors))) {
      Deque<Future<FileVerdict>> ahead = new ArrayDeque<>();
      for (Path file : files) {
        if (ahead.size() >= AHEAD) {
          told.accept(done(ahead.removeFirst()));
        }
        ahead.add(pool.submit(() -> judge(file)));
      }
      while (!ahead.isEmpty()) {
        told.accept(done(ahead.removeFirst()));
      }
    }
  }

  private static FileVerdict done(Future<FileVerdict> verdict) {
    try {
      return verdict.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while judging files", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("judging a file failed", e.getCause());
    }
  }

  private FileVerdict judge(Path path) {
    String file = path.toString().replace(File.separatorChar, '/');
    try (InputStream in = Files.newInputStream(path)) {
      // One byte more than is read tells that there is too much.
      byte[] bytes = in.readNBytes(SourceText.MAX_BYTES + 1);
      return FileVerdict.of(SourceText.of(file, bytes), server);
    } catch (IOException e) {
      String why = Files.exists(path) ? "the file cannot be read" : "there is no such file";
      return FileVerdict.refused(
          file,
          Verdict.Stage.SYNTAX,
          Diagnostic.error(
              OperationCode.UNREADABLE_FILE.id(), SourceRange.at(file, 1, 1), "", why));
    }
  }
}
