package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.archive.ArchiveReader;
import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulCall;
import dev.treaty.reconcile.consul.ConsulClient;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snapshot save}: the file appears once all of it was read back and found sound. */
@Command(name = "save", description = "Saves snapshot of Consul server state")
final class SaveSnapshotCommand extends ServerCall {

  @Parameters(paramLabel = "FILE", arity = "0..*")
  String[] files = new String[0];

  @Option(
      names = "--append-filename",
      paramLabel = "<value>",
      description = "What to add to the file's name: version, dc, or both with a comma")
  String append = "";

  @Override
  int run(ConsulClient client) {
    String file = named(GoFiles.only(files), client);
    ConsulCall call = in(ConsulCall.get("snapshot"));
    ConsulAnswer<byte[]> answer = client.send(stale ? call.with("stale", "") : call);
    if (!(answer instanceof ConsulAnswer.Done<byte[]>(byte[] archive, long index, boolean some))) {
      return fail("Error saving snapshot: " + GoErrors.of(answer));
    }
    Path unverified = Path.of(file + ".unverified");
    try {
      return keep(archive, unverified, Path.of(file))
          ? say("Saved and verified snapshot to index " + index)
          : FAILED;
    } finally {
      try {
        Files.deleteIfExists(unverified);
      } catch (IOException e) {
        fail("Error removing " + unverified + ": " + e.getMessage());
      }
    }
  }

  private boolean keep(byte[] archive, Path unverified, Path file) {
    try {
      write(archive, unverified);
    } catch (IOException e) {
      fail(
          "Error writing unverified snapshot file: "
              + GoFiles.error("open", unverified.toString(), e));
      return false;
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(unverified))) {
      ArchiveReader.verify(in);
    } catch (IOException e) {
      fail("Error verifying snapshot file: " + e.getMessage());
      return false;
    }
    try {
      Files.move(unverified, file, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException e) {
      fail("Error renaming \"" + unverified + "\" to \"" + file + "\": " + e.getMessage());
      return false;
    }
  }

  /** For its owner only: there are keys and secrets in it. */
  private static void write(byte[] archive, Path file) throws IOException {
    Files.deleteIfExists(file);
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer left = ByteBuffer.wrap(archive);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  private String named(String file, ConsulClient client) {
    if (append.isEmpty()) {
      return file;
    }
    List<String> parts = List.of(append.split(",", -1));
    int dot = file.lastIndexOf('.');
    int end = dot > file.lastIndexOf('/') ? dot : file.length();
    StringBuilder name = new StringBuilder(file.substring(0, end));
    if (parts.contains("version")) {
      name.append('-').append(leaderVersion(client));
    }
    if (parts.contains("dc")) {
      name.append('-').append(ownDatacenter(client));
    }
    return name.append(file.substring(end)).toString();
  }

  private String leaderVersion(ConsulClient client) {
    ConsulAnswer<Value> answer =
        client.sendForJson(ConsulCall.get("operator", "autopilot", "health"));
    if (!(answer.done().orElse(Value.Nothing.NULL) instanceof Value.Fields health)) {
      throw new MistakeException(
          "Error fetching version of Consul agent Leader: " + GoErrors.of(answer));
    }
    return health.maps("Servers").stream()
        .filter(server -> server.get("Leader").filter(Value.Flag.TRUE::equals).isPresent())
        .map(server -> server.text("Version"))
        .findFirst()
        .orElse("");
  }

  private String ownDatacenter(ConsulClient client) {
    ConsulAnswer<Value.Fields> answer = client.agentSelf();
    return answer
        .done()
        .map(self -> self.fields("Config").text("Datacenter"))
        .orElseThrow(() ->
            new MistakeException(
                "Error connecting to Consul agent and fetching datacenter/version: "
                    + GoErrors.of(answer)));
  }
}
