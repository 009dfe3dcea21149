package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulCall;
import dev.treaty.reconcile.consul.ConsulClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code catalog nodes}. */
@Command(name = "nodes", description = "Lists all nodes in the given datacenter.")
final class ListNodesCommand extends ServerCall {

  @Option(names = "--detailed", description = "Print addresses and metadata too")
  boolean detailed;

  @Option(names = "--service", paramLabel = "<name>", description = "Only nodes with this service")
  String service = "";

  @Option(names = "--near", paramLabel = "<node>", description = "Sort by distance from this node")
  String near = "";

  @Option(names = "--filter", paramLabel = "<expression>", description = "Filter of the API")
  String filter = "";

  @Option(
      names = "--node-meta",
      paramLabel = "<key=value>",
      description = "Only nodes with this metadata; may be given several times")
  List<String> nodeMeta = new ArrayList<>();

  @Override
  int run(ConsulClient client) {
    ConsulCall call =
        service.isEmpty()
            ? ConsulCall.get("catalog", "nodes")
            : ConsulCall.get("catalog", "service", service);
    call = call.withUnlessEmpty("filter", filter).withUnlessEmpty("near", near);
    for (String pair : nodeMeta) {
      call = call.with("node-meta", pair.replaceFirst("=", ":"));
    }
    ConsulAnswer<Value> answer = client.sendForJson(in(call));
    if (!(answer instanceof ConsulAnswer.Done<Value>(Value value, long index, boolean filtered))) {
      return fail("Error listing nodes: " + GoErrors.of(answer));
    }
    List<Value.Fields> nodes = new Value.Fields(Map.of("n", value)).maps("n");
    if (nodes.isEmpty()) {
      fail("No nodes match the given query - try expanding your search.");
      return DONE;
    }
    return say((detailed ? detailedRows(nodes) : rows(nodes)).text());
  }

  private static Columns rows(List<Value.Fields> nodes) {
    Columns columns = new Columns().row("Node", "ID", "Address", "DC");
    for (Value.Fields node : nodes) {
      String id = node.text("ID");
      columns.row(
          node.text("Node"),
          id.substring(0, Math.min(8, id.length())),
          node.text("Address"),
          node.text("Datacenter"));
    }
    return columns;
  }

  private static Columns detailedRows(List<Value.Fields> nodes) {
    Columns columns = new Columns().row("Node", "ID", "Address", "DC", "TaggedAddresses", "Meta");
    for (Value.Fields node : nodes) {
      Value.Fields meta =
          node.get("NodeMeta").isPresent() ? node.fields("NodeMeta") : node.fields("Meta");
      columns.row(
          node.text("Node"),
          node.text("ID"),
          node.text("Address"),
          node.text("Datacenter"),
          MetaFlag.text(Texts.map(node.fields("TaggedAddresses")), ", "),
          MetaFlag.text(Texts.map(meta), ", "));
    }
    return columns;
  }
}
