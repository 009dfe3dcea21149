package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulCall;
import dev.treaty.reconcile.consul.ConsulClient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code members}: the members that an agent knows. */
@Command(name = "members", description = "Lists the members of a cluster.")
public final class MembersCommand extends TokenCall {

  private static final int NO_MEMBERS = 2;
  private static final Map<String, String> STATUS =
      Map.of("0", "none", "1", "alive", "2", "leaving", "3", "left", "4", "failed");

  @Option(names = "--detailed", description = "Print every tag")
  boolean detailed;

  @Option(names = "--wan", description = "Members of the WAN pool")
  boolean wan;

  @Option(names = "--status", paramLabel = "<regexp>", description = "Only these states")
  String status = ".*";

  @Option(names = "--segment", paramLabel = "<name>", description = "Only this segment")
  String segment = "_all";

  @Option(names = "--filter", paramLabel = "<expression>", description = "Filter of the API")
  String filter = "";

  @Override
  int run(ConsulClient client) {
    Pattern wanted;
    try {
      wanted = Pattern.compile(status);
    } catch (PatternSyntaxException e) {
      return fail("Failed to compile status regexp: " + e.getDescription());
    }
    ConsulCall call = ConsulCall.get("agent", "members").with("segment", segment);
    call = wan ? call.with("wan", "1") : call;
    ConsulAnswer<Value> answer = client.sendForJson(call.withUnlessEmpty("filter", filter));
    if (!(answer instanceof ConsulAnswer.Done<Value>(Value value, long index, boolean filtered))) {
      return fail("Error retrieving members: " + GoErrors.of(answer));
    }
    List<Value.Fields> members = new ArrayList<>(new Value.Fields(Map.of("m", value)).maps("m"));
    members.removeIf(member -> !wanted.matcher(statusOf(member)).matches());
    if (members.isEmpty()) {
      return NO_MEMBERS;
    }
    members.sort(
        Comparator.comparing((Value.Fields member) -> tag(member, "ap"))
            .thenComparing(member -> segmentOf(member))
            .thenComparing(member -> member.text("Name")));
    return say((detailed ? detailedRows(members) : rows(members)).text());
  }

  private static Columns rows(List<Value.Fields> members) {
    Columns columns =
        new Columns()
            .row(
                "Node",
                "Address",
                "Status",
                "Type",
                "Build",
                "Protocol",
                "DC",
                "Partition",
                "Segment");
    for (Value.Fields member : members) {
      String build = tag(member, "build").split(":", 2)[0];
      columns.row(
          member.text("Name"),
          addressOf(member),
          statusOf(member),
          typeOf(member),
          build.isEmpty() ? "< 0.3" : build,
          Texts.number(member, "ProtocolCur"),
          tag(member, "dc"),
          tag(member, "ap").isEmpty() ? "default" : tag(member, "ap"),
          segmentOf(member));
    }
    return columns;
  }

  private static Columns detailedRows(List<Value.Fields> members) {
    Columns columns = new Columns().row("Node", "Address", "Status", "Tags");
    for (Value.Fields member : members) {
      Map<String, String> tags = new TreeMap<>(Texts.map(member.fields("Tags")));
      tags.putIfAbsent("ap", "default");
      if (isServer(member)) {
        tags.put("segment", "<all>");
      }
      columns.row(
          member.text("Name"), addressOf(member), statusOf(member), MetaFlag.text(tags, ","));
    }
    return columns;
  }

  private static boolean isServer(Value.Fields member) {
    return tag(member, "role").equals("consul");
  }

  private static String typeOf(Value.Fields member) {
    return switch (tag(member, "role")) {
      case "consul" -> "server";
      case "node" -> "client";
      default -> "unknown";
    };
  }

  private static String segmentOf(Value.Fields member) {
    if (isServer(member)) {
      return "<all>";
    }
    return tag(member, "segment").isEmpty() ? "<default>" : tag(member, "segment");
  }

  private static String addressOf(Value.Fields member) {
    return member.text("Addr") + ":" + Texts.number(member, "Port");
  }

  private static String statusOf(Value.Fields member) {
    return STATUS.getOrDefault(Texts.number(member, "Status"), "unknown");
  }

  private static String tag(Value.Fields member, String name) {
    return member.fields("Tags").text(name);
  }
}
