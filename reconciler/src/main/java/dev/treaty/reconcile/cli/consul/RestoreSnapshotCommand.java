package dev.treaty.reconcile.cli.consul;

import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulCall;
import dev.treaty.reconcile.consul.ConsulClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code snapshot restore}. */
@Command(name = "restore", description = "Restores snapshot of Consul server state")
final class RestoreSnapshotCommand extends ServerCall {

  @Parameters(paramLabel = "FILE", arity = "0..*")
  String[] files = new String[0];

  @Override
  int run(ConsulClient client) {
    String file = GoFiles.only(files);
    byte[] archive;
    try {
      archive = Files.readAllBytes(Path.of(file));
    } catch (IOException e) {
      return fail("Error opening snapshot file: " + GoFiles.error("open", file, e));
    }
    ConsulAnswer<byte[]> answer = client.send(in(ConsulCall.put("snapshot")).withBody(archive));
    return answer.isDone()
        ? say("Restored snapshot")
        : fail("Error restoring snapshot: " + GoErrors.of(answer));
  }
}
