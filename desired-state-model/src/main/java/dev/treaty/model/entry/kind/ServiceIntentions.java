package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.EntryKind;
import dev.treaty.model.schema.Field;
import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Gate;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code service-intentions}: who may call a service. */
final class ServiceIntentions implements EntryKind {

  private static final int MAX_DESCRIPTION = 512;

  private static final Type.Text ACTION = new Type.Text("structs.IntentionAction");

  private static final Shape PERMISSION =
      Shape.fields()
          .always("Action", ACTION)
          .pointer("HTTP", new Type.Struct(HttpPermission.SHAPE))
          .pointer("JWT", new Type.Struct(JwtRule.REQUIREMENT))
          .since(1, 16, 0)
          .build();

  private static final Shape SOURCE =
      Shape.fields()
          .always("Name", Type.TEXT)
          .optional("Action", ACTION)
          .optional("Permissions", Type.list(PERMISSION).ofPointers())
          .always("Precedence", Type.INT)
          .but(Field::isDerived)
          .dropped("LegacyID", Type.TEXT)
          .but(field -> field.alias("legacy_id"))
          .always("Type", new Type.Text("structs.IntentionSourceType"))
          .but(Field::isDerived)
          .optional("Description", Type.TEXT)
          .dropped("LegacyMeta", Type.TEXT_MAP)
          .dropped("LegacyCreateTime", Type.TIME)
          .dropped("LegacyUpdateTime", Type.TIME)
          .tenancy()
          .optional("Peer", Type.TEXT)
          .optional("SamenessGroup", Type.TEXT)
          .since(1, 16, 0)
          .build();

  private static final Shape SHAPE =
      Shape.fields()
          .always("Kind", Type.TEXT)
          .always("Name", Type.TEXT)
          .optional(
              "Sources",
              new Type.Structs(
                      SOURCE,
                      List.of("Name", "Peer", "SamenessGroup", "Partition", "Namespace"),
                      Type.Order.FREE)
                  .ofPointers())
          .pointer("JWT", new Type.Struct(JwtRule.REQUIREMENT))
          .since(1, 16, 0)
          .optional("Meta", Type.TEXT_MAP)
          .tenancy()
          .add(CommonFields.HASH)
          .build();

  @Override
  public String name() {
    return "service-intentions";
  }

  @Override
  public String purpose() {
    return "Who may call a service, and with which requests.";
  }

  @Override
  public Shape shape() {
    return SHAPE;
  }

  @Override
  public Value.Fields normalise(Value.Fields entry, Gate server) {
    Value.Fields outer = TenancyFields.hideDefaults(entry.with("Kind", Value.text(name())));
    List<Value.Fields> sources = new ArrayList<>();
    for (Value.Fields source : outer.maps("Sources")) {
      sources.add(source(source, outer));
    }
    if (sources.isEmpty()) {
      return outer;
    }
    sources.sort(Comparator.comparing(ServiceIntentions::precedence, Comparator.reverseOrder()));
    return outer.with("Sources", new Value.Items(new ArrayList<Value>(sources)));
  }

  private static Value.Fields source(Value.Fields written, Value.Fields entry) {
    Value.Fields source = written;
    if (source.text("Type").isEmpty()) {
      source = source.with("Type", Value.text("consul"));
    }
    if (source.text("Peer").isEmpty() && source.text("SamenessGroup").isEmpty()) {
      source = TenancyFields.inherit(source, entry, "Partition");
      source = TenancyFields.inherit(source, entry, "Namespace");
    }
    source = TenancyFields.hideDefaults(source);
    source = source.with("Precedence", Value.Whole.of(Precedence.of(entry, source)));
    return Rewrite.each(
        source,
        "Permissions",
        permission ->
            Rewrite.inner(
                permission,
                "HTTP",
                http ->
                    http.items("Methods").isEmpty()
                        ? http
                        : http.with("Methods", upperCase(http.items("Methods")))));
  }

  private static Value upperCase(List<Value> texts) {
    List<Value> upper = new ArrayList<>();
    for (Value value : texts) {
      upper.add(
          value instanceof Value.Text(String text)
              ? Value.text(text.toUpperCase(Locale.ROOT))
              : value);
    }
    return new Value.Items(upper);
  }

  private static int precedence(Value.Fields source) {
    return source.get("Precedence").orElse(Value.Nothing.NULL) instanceof Value.Whole(var number)
        ? number.intValue()
        : 0;
  }

  @Override
  public void check(Value.Fields entry, Gate server, Findings findings) {
    if (entry.text("Name").isEmpty()) {
      findings.fail(entry, "Name", "Name is required");
    }
    wildcard(entry, "Name", "", findings);
    if (findings.failed()) {
      return;
    }
    if (JwtRule.fails(entry, findings) || MetaRule.fails(entry, findings)) {
      return;
    }
    List<Value.Fields> sources = entry.maps("Sources");
    if (sources.isEmpty()) {
      findings.fail(entry, "Sources", "At least one source is required");
    }
    boolean wild = entry.text("Name").equals("*");
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < sources.size(); i++) {
      source(sources.get(i), "Sources[" + i + "]", wild, server, findings);
      twice(sources.get(i), "Sources[" + i + "]", seen, findings);
    }
  }

  private static void source(
      Value.Fields source, String at, boolean wild, Gate server, Findings findings) {
    if (source.text("Name").isEmpty()) {
      findings.fail(source, "Name", at + ".Name is required");
    }
    if (!source.text("SamenessGroup").isEmpty() && !server.enterprise()) {
      findings.fail(
          source,
          "SamenessGroup",
          at + ".SamenessGroup: Sameness groups are a Consul Enterprise feature. ");
    }
    wildcard(source, "Name", at + ".", findings);
    if (source.text("Peer").contains("*")) {
      findings.fail(source, "Peer", at + ".Peer: cannot use wildcard '*' in peer");
    }
    if (!source.text("Peer").isEmpty() && !source.text("Partition").isEmpty()) {
      findings.fail(source, "Peer", at + ".Peer: cannot set Peer and Partition at the same time.");
    }
    if (source.text("Description").getBytes(StandardCharsets.UTF_8).length > MAX_DESCRIPTION) {
      findings.fail(
          source, "Description", at + ".Description exceeds maximum length " + MAX_DESCRIPTION);
    }
    if (!source.fields("LegacyMeta").map().isEmpty()) {
      findings.fail(source, "LegacyMeta", at + ".LegacyMeta must be omitted");
    }
    List<Value.Fields> permissions = source.maps("Permissions");
    String action = source.text("Action");
    if (permissions.isEmpty() && !isAction(action)) {
      findings.fail(source, "Action", at + ".Action must be set to 'allow' or 'deny'");
    }
    if (!permissions.isEmpty() && !action.isEmpty()) {
      findings.fail(source, "Action", at + ".Action must be omitted if Permissions are specified");
    }
    if (wild && !permissions.isEmpty()) {
      findings.fail(
          source,
          "Permissions",
          at + ".Permissions cannot be specified on intentions with wildcarded destinations");
    }
    if (!source.text("Type").equals("consul")) {
      findings.fail(source, "Type", at + ".Type must be set to 'consul'");
    }
    for (int j = 0; j < permissions.size(); j++) {
      permission(permissions.get(j), at + ".Permissions[" + j + "]", server, findings);
    }
  }

  private static void permission(
      Value.Fields permission, String at, Gate server, Findings findings) {
    if (!isAction(permission.text("Action"))) {
      findings.fail(permission, "Action", at + ".Action must be set to 'allow' or 'deny'");
    }
    if (permission.get("HTTP").isEmpty()) {
      findings.fail(permission, "HTTP", at + ".HTTP is required");
    } else {
      HttpPermission.check(permission.fields("HTTP"), at + ".HTTP", server, findings);
    }
    JwtRule.fails(permission, findings);
  }

  private static void twice(Value.Fields source, String at, Set<String> seen, Findings findings) {
    String peer = source.text("Peer");
    String group = source.text("SamenessGroup");
    String place =
        String.join("/", peer, group, source.text("Partition"), source.text("Namespace"));
    String name = source.text("Name");
    if (!seen.add(place + "/" + name)) {
      String who =
          peer.isEmpty()
              ? GoFormat.quote(name)
              : "peer(" + GoFormat.quote(peer) + ") " + GoFormat.quote(name);
      findings.fail(source, "Name", at + " defines " + who + " more than once");
    }
  }

  private static boolean isAction(String action) {
    return action.equals("allow") || action.equals("deny");
  }

  private static void wildcard(Value.Fields map, String key, String at, Findings findings) {
    String name = map.text(key);
    if (name.contains("*") && !name.equals("*")) {
      findings.fail(
          map, key, at + key + ": wildcard character '*' cannot be used with partial values");
    }
  }
}
