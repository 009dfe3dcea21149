package dev.treaty.reconcile.ledger;

import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An append-only file; a line that cannot be written is logged and lost. */
public final class Ledger {
  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

  private final Optional<Path> file;

  private Ledger(Optional<Path> file) {
    this.file = file;
  }

  /** A ledger that keeps nothing. */
  public static Ledger none() {
    return new Ledger(Optional.empty());
  }

  public static Ledger in(Path folder) {
    return new Ledger(Optional.of(folder.resolve("ledger.ndjson")));
  }

  /** Appends one line. */
  public synchronized void append(Value.Fields line) {
    if (file.isEmpty()) {
      return;
    }
    try {
      Files.write(
          file.get(),
          (ValueJson.write(line) + "\n").getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      LOG.warn("the ledger could not be written: {}", e.getMessage());
    }
  }
}
