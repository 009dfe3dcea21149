package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import dev.treaty.reconcile.consul.Blocking;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulClient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code peering list}. */
@Command(name = "list", description = "List all peering connections.")
final class ListPeeringsCommand extends TokenCall {

  @Option(names = "--format", paramLabel = "<format>", description = "pretty (default) or json")
  String format = OutputFormat.PRETTY;

  @Override
  int run(ConsulClient client) {
    String chosen = OutputFormat.of(format);
    return switch (client.peerings(Blocking.NONE)) {
      case ConsulAnswer.Done<List<Value.Fields>>(var peerings, long index, boolean filtered) ->
          print(chosen, peerings);
      case ConsulAnswer<List<Value.Fields>> failure ->
          fail("Error listing peerings: " + GoErrors.of(failure));
    };
  }

  private int print(String chosen, List<Value.Fields> found) {
    List<Value.Fields> peerings = new ArrayList<>(found);
    peerings.sort(Comparator.comparing(peering -> peering.text("Name")));
    if (chosen.equals(OutputFormat.JSON)) {
      return say(ValueJson.write(new Value.Items(List.copyOf(peerings))));
    }
    if (peerings.isEmpty()) {
      return say("There are no peering connections.");
    }
    Columns columns = new Columns().row("Name", "State", "Imported Svcs", "Exported Svcs", "Meta");
    for (Value.Fields peering : peerings) {
      Value.Fields stream = peering.fields("StreamStatus");
      columns.row(
          peering.text("Name"),
          peering.text("State"),
          Integer.toString(stream.items("ImportedServices").size()),
          Integer.toString(stream.items("ExportedServices").size()),
          MetaFlag.text(Texts.map(peering.fields("Meta")), ","));
    }
    return say(columns.text());
  }
}
