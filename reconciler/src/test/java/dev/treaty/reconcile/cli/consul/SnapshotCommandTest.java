package dev.treaty.reconcile.cli.consul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.archive.ArchiveWriter;
import dev.treaty.model.archive.Pack;
import dev.treaty.model.archive.SnapshotMeta;
import dev.treaty.reconcile.cli.consul.ScriptedAgent.Run;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Texts and codes are those of consul 1.16.4, called with the same files. */
class SnapshotCommandTest {

  @TempDir Path folder;
  private ScriptedAgent agent;
  private byte[] archive;

  @BeforeEach
  void start() throws IOException {
    agent = new ScriptedAgent();
    ArchiveWriter.Content state =
        out -> {
          Pack pack = new Pack(out).fields(1).text("LastIndex").number(21);
          for (int i = 0; i < 3; i++) {
            pack.kind(22).bytes(new byte[500]);
          }
          pack.kind(16).number(3).kind(200).text("four");
        };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SnapshotMeta meta =
        new SnapshotMeta(1, "2-21-1000", 21, 2, ArchiveWriter.sizeOf(state), Optional.empty());
    ArchiveWriter.write(out, meta, 1, state);
    archive = out.toByteArray();
  }

  @AfterEach
  void stop() {
    agent.close();
  }

  @Test
  void savesForTheOwnerOnlyAndVerifies() throws IOException {
    agent.on("GET /v1/snapshot", archive);
    Path file = folder.resolve("backup.snap");

    assertThat(snapshot("save", file.toString()))
        .isEqualTo(new Run(0, "Saved and verified snapshot to index 1\n", ""));
    assertThat(Files.readAllBytes(file)).isEqualTo(archive);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(folder).isDirectoryNotContaining("glob:**.unverified");

    agent.on("GET /v1/snapshot?stale=", archive);
    assertThat(snapshot("save", "--stale", file.toString()).code()).isZero();
  }

  @Test
  void keepsTheOldFileWhereWhatCameIsDamaged() throws IOException {
    Path file = Files.writeString(folder.resolve("backup.snap"), "old");
    agent.on("GET /v1/snapshot", Arrays.copyOf(archive, archive.length - 1));

    assertThat(snapshot("save", file.toString()))
        .isEqualTo(
            new Run(
                1,
                "",
                "Error verifying snapshot file: failed to read snapshot file: unexpected EOF\n"));
    assertThat(file).hasContent("old");
    assertThat(folder).isDirectoryNotContaining("glob:**.unverified");
  }

  @Test
  void addsVersionAndDatacenterToTheName() {
    agent
        .on("GET /v1/snapshot", archive)
        .on(
            "GET /v1/operator/autopilot/health",
            "{\"Servers\":[{\"Version\":\"1.16.4\",\"Leader\":true}]}")
        .on("GET /v1/agent/self", "{\"Config\":{\"Datacenter\":\"dc1\"}}");

    assertThat(
            snapshot("save", "--append-filename=dc,version", folder.resolve("a.b.snap").toString())
                .code())
        .isZero();
    assertThat(folder.resolve("a.b-1.16.4-dc1.snap")).exists();
  }

  @Test
  void restores() throws IOException {
    Path file = Files.writeString(folder.resolve("backup.snap"), "any bytes");
    agent.on("PUT /v1/snapshot", "");

    assertThat(snapshot("restore", file.toString()))
        .isEqualTo(new Run(0, "Restored snapshot\n", ""));
    assertThat(agent.requests).containsExactly("PUT /v1/snapshot any bytes");

    agent.on("PUT /v1/snapshot", 500, "failed to decompress snapshot: gzip: invalid header");
    assertThat(snapshot("restore", file.toString()))
        .isEqualTo(
            new Run(
                1,
                "",
                "Error restoring snapshot: Unexpected response code: 500 (failed to decompress"
                    + " snapshot: gzip: invalid header)\n"));
  }

  @Test
  void inspectsWithoutAnAgent() throws IOException {
    Path file = Files.write(folder.resolve("backup.snap"), archive);

    assertThat(inspect(file.toString()).out())
        .isEqualTo(
            """
             ID           2-21-1000
             Size         1546
             Index        21
             Term         2
             Version      1

             Type              Count      Size
             ----              ----       ----
             ConfigEntry       3          1.5KB
             Unknown(200)      1          10B
             Index             1          2B
             ----              ----       ----
             Total                        1.5KB
            """);
    assertThat(inspect("--format=json", file.toString()).out())
        .startsWith("{\n   \"Meta\": {\n      \"ID\": \"2-21-1000\",\n      \"Size\": 1546,")
        .contains("{\n         \"Name\": \"Index\",\n         \"Sum\": 2,\n         \"Count\": 1\n")
        .endsWith("\"StatsKV\": null,\n   \"TotalSize\": 1546,\n   \"TotalSizeKV\": 0\n}\n");
  }

  @Test
  void failsInConsulsWords() throws IOException {
    Path file = Files.writeString(folder.resolve("passwd"), "root:x:0:0:root:/root:/bin/sh");
    String none = folder.resolve("none").toString();

    assertThat(inspect(file.toString()))
        .isEqualTo(
            new Run(
                1,
                "",
                "Error reading snapshot: failed to decompress snapshot: gzip: invalid header\n"));
    assertThat(inspect(none))
        .isEqualTo(
            new Run(
                1,
                "",
                "Error opening snapshot file: open " + none + ": no such file or directory\n"));
    assertThat(snapshot("restore", none).err())
        .isEqualTo("Error opening snapshot file: open " + none + ": no such file or directory\n");
    for (String verb : new String[] {"save", "restore"}) {
      assertThat(snapshot(verb)).isEqualTo(new Run(1, "", "Missing FILE argument\n"));
      assertThat(snapshot(verb, "a", "b").err())
          .isEqualTo("Too many arguments (expected 1, got 2)\n");
    }
    assertThat(inspect()).isEqualTo(new Run(1, "", "Missing FILE argument\n"));
    Path sound = Files.write(folder.resolve("backup.snap"), archive);
    assertThat(inspect("--format=xml", sound.toString()).err())
        .isEqualTo("Error outputting enhanced snapshot data: Unknown format: xml\n");
  }

  private Run snapshot(String... arguments) {
    return agent.run(new SnapshotCommand(), arguments);
  }

  private static Run inspect(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = new CommandLine(new InspectSnapshotCommand());
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int code = line.execute(arguments);
    return new Run(code, out.toString(), err.toString());
  }
}
