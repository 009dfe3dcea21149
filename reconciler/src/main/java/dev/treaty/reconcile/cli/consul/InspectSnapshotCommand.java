package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.archive.ArchiveReader;
import dev.treaty.model.value.IndentedJson;
import dev.treaty.model.value.Value;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapshot inspect}: what a file holds, without any server. */
@Command(name = "inspect", description = "Displays information about a Consul snapshot file")
final class InspectSnapshotCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Explains this command")
  boolean help;

  @Parameters(paramLabel = "FILE", arity = "0..*")
  String[] files = new String[0];

  @Option(names = "--format", paramLabel = "<string>", description = "pretty or json")
  String format = "pretty";

  @Option(names = "--kvdetails", description = "Keys by their prefixes. Not supported")
  boolean details;

  @Option(names = "--kvdepth", paramLabel = "<int>", description = "Only with -kvdetails")
  int depth = 2;

  @Option(names = "--kvfilter", paramLabel = "<string>", description = "Only with -kvdetails")
  String filter = "";

  @Override
  public Integer call() {
    try {
      return inspect(GoFiles.only(files));
    } catch (AgentCall.MistakeException e) {
      return fail(String.valueOf(e.getMessage()));
    }
  }

  private int inspect(String file) {
    SnapshotRecords records;
    try (InputStream opened = new BufferedInputStream(Files.newInputStream(Path.of(file)))) {
      records = read(opened);
    } catch (IOException e) {
      return fail("Error opening snapshot file: " + GoFiles.error("open", file, e));
    }
    if (details
        && records.kinds().stream().anyMatch(kind -> kind.name().equals(SnapshotRecords.KEYS))) {
      return fail("-kvdetails is not supported: use Consul's own client for its keys");
    }
    return switch (format) {
      case "pretty" -> say(records.pretty());
      case "json" -> say(IndentedJson.of(json(records), "   "));
      default -> fail("Error outputting enhanced snapshot data: Unknown format: " + format);
    };
  }

  private static SnapshotRecords read(InputStream in) {
    try {
      return ArchiveReader.read(in, SnapshotRecords::read);
    } catch (IOException e) {
      throw new AgentCall.MistakeException("Error reading snapshot: " + e.getMessage());
    }
  }

  private static Value json(SnapshotRecords records) {
    Map<String, Value> meta = new LinkedHashMap<>();
    meta.put("ID", new Value.Text(records.meta().id()));
    meta.put("Size", Value.Whole.of(records.meta().size()));
    meta.put("Index", Value.Whole.of(records.meta().index()));
    meta.put("Term", Value.Whole.of(records.meta().term()));
    meta.put("Version", Value.Whole.of(records.meta().version()));
    List<Value> stats = new ArrayList<>();
    for (SnapshotRecords.Kind kind : records.kinds()) {
      Map<String, Value> one = new LinkedHashMap<>();
      one.put("Name", new Value.Text(kind.name()));
      one.put("Sum", Value.Whole.of(kind.size()));
      one.put("Count", Value.Whole.of(kind.count()));
      stats.add(new Value.Fields(one));
    }
    Map<String, Value> all = new LinkedHashMap<>();
    all.put("Meta", new Value.Fields(meta));
    all.put("Stats", new Value.Items(stats));
    all.put("StatsKV", Value.Nothing.NULL);
    all.put("TotalSize", Value.Whole.of(records.total()));
    all.put("TotalSizeKV", Value.Whole.of(0));
    return new Value.Fields(all);
  }

  private int say(String text) {
    spec.commandLine().getOut().println(text);
    return AgentCall.DONE;
  }

  private int fail(String text) {
    spec.commandLine().getErr().println(text);
    return AgentCall.FAILED;
  }
}
