package dev.treaty.reconcile.apply;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryJudge;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.entry.Verdict;
import dev.treaty.model.graph.EntrySet;
import dev.treaty.model.graph.WholeState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Valid sets of entries that rest on each other: protocols, routes, L4 and L7 intentions, exports.
 */
final class RandomDeclarations {

  private final Random random;

  RandomDeclarations(long seed) {
    this.random = new Random(seed);
  }

  List<Entry> next() {
    List<Entry> entries = new ArrayList<>();
    String global = one("", "tcp", "http");
    if (!global.isEmpty()) {
      entries.add(
          entry(
              "{\"Kind\":\"proxy-defaults\",\"Name\":\"global\",\"Config\":{\"protocol\":\"%s\"}}",
              global));
    }
    for (String service : List.of("web", "api", "db")) {
      service(service, global, entries);
    }
    if (random.nextBoolean()) {
      entries.add(
          entry(
              "{\"Kind\":\"exported-services\",\"Name\":\"default\",\"Services\":"
                  + "[{\"Name\":\"%s\",\"Consumers\":[{\"Peer\":\"c2\"}]}]}",
              one("web", "api")));
    }
    if (random.nextInt(3) == 0) {
      entries.add(
          entry(
              "{\"Kind\":\"service-intentions\",\"Name\":\"*\",\"Sources\":"
                  + "[{\"Name\":\"*\",\"Action\":\"%s\"}]}",
              one("allow", "deny")));
    }
    return linked(entries);
  }

  /** With routers, splitters, resolvers and a gateway, as far as they fit. */
  private List<Entry> linked(List<Entry> entries) {
    EntrySet state = EntrySet.of(entries);
    for (int i = 0; i < 8; i++) {
      EntrySet grown = state.copy();
      grown.put(link(one("web", "api", "db"), one("web", "api", "db")));
      if (WholeState.faults(grown).isEmpty()) {
        state = grown;
      }
    }
    return state.all();
  }

  private Entry link(String name, String other) {
    String head = "\"Name\":\"" + name + "\",";
    return switch (random.nextInt(5)) {
      case 0 ->
          entry(
              "{\"Kind\":\"service-router\",%s\"Routes\":[{\"Match\":{\"HTTP\":{\"PathPrefix\":"
                  + "\"/a\"}},\"Destination\":{\"Service\":\"%s\"%s}}]}",
              head, other, random.nextInt(3) == 0 ? ",\"ServiceSubset\":\"v1\"" : "");
      case 1 ->
          entry(
              "{\"Kind\":\"service-splitter\",%s\"Splits\":[{\"Weight\":60,\"Service\":\"x\"},"
                  + "{\"Weight\":40,\"Service\":\"%s\"}]}",
              head, other);
      case 2 ->
          entry(
              "{\"Kind\":\"service-resolver\",%s\"Redirect\":{\"Service\":\"%s\"}}",
              head, name.equals(other) ? "x" : other);
      case 3 -> entry("{\"Kind\":\"service-resolver\",%s\"Subsets\":{\"v1\":{}}}", head);
      default ->
          entry(
              "{\"Kind\":\"ingress-gateway\",\"Name\":\"in\",\"Listeners\":[{\"Port\":80,"
                  + "\"Protocol\":\"%s\",\"Services\":[{\"Name\":\"%s\"}]}]}",
              one("tcp", "http", "grpc"), other);
    };
  }

  private void service(String service, String global, List<Entry> entries) {
    String own = one("", "tcp", "http", "grpc");
    if (!own.isEmpty()) {
      entries.add(
          entry(
              "{\"Kind\":\"service-defaults\",\"Name\":\"%s\",\"Protocol\":\"%s\"}", service, own));
    }
    String protocol = own.isEmpty() ? global : own;
    boolean http = !protocol.isEmpty() && !protocol.equals("tcp");
    List<String> sources = new ArrayList<>();
    for (String source : List.of("web", "*", "batch")) {
      if (random.nextInt(4) > 0) {
        sources.add(source(source, http));
      }
    }
    if (!sources.isEmpty()) {
      entries.add(
          entry(
              "{\"Kind\":\"service-intentions\",\"Name\":\"%s\",\"Sources\":[%s]}",
              service, String.join(",", sources)));
    }
  }

  private String source(String name, boolean http) {
    String peer = random.nextBoolean() ? "\"Peer\":\"c2\"," : "";
    String decision =
        http && random.nextBoolean()
            ? "\"Permissions\":[{\"Action\":\"allow\",\"HTTP\":{\"PathPrefix\":\"/v1\"}}]"
            : "\"Action\":\"" + one("allow", "deny") + "\"";
    return "{\"Name\":\"" + name + "\"," + peer + decision + "}";
  }

  private String one(String... words) {
    return words[random.nextInt(words.length)];
  }

  private static Entry entry(String json, Object... values) {
    byte[] body = String.format(json, values).getBytes(StandardCharsets.UTF_8);
    return switch (EntryJudge.judgeJson(body, ServerProfile.DEFAULT)) {
      case Verdict.Accepted accepted -> accepted.entry();
      case Verdict.Refused refused -> throw new AssertionError(refused.consulText());
    };
  }
}
