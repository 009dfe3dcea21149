package dev.treaty.model.project;

import dev.treaty.model.schema.JsonSchema;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON Schema of {@code treaty.yaml}, for editors. */
public final class ProjectSchema {

  private static final Map<String, Value.Fields> SETTINGS =
      Map.ofEntries(
          Map.entry(
              "project",
              says("string", "The project's name, part of every ownership mark.")
                  .with("pattern", text("^[A-Za-z0-9._-]{1,100}$"))),
          Map.entry(
              "mode",
              choice("What `treaty run` does: report only, or write.", "observe", "enforce")),
          Map.entry(
              "address",
              says("string", "The cluster's HTTP address; absent where the operator binds it.")),
          Map.entry(
              "config",
              object(
                      "anyOf",
                      Value.Items.of(
                          says("string", "A folder."),
                          says("array", "Folders.").with("items", says("string", "A folder."))))
                  .with(
                      "description",
                      text("The folders of the cluster's entries (default: clusters/<name>)."))),
          Map.entry(
              "max_delete_percent",
              says("integer", "A run that would delete more than this stops.")
                  .with("minimum", Value.Whole.of(0))
                  .with("maximum", Value.Whole.of(100))),
          Map.entry(
              "min_objects",
              says("integer", "The limit counts where the project owns at least this many.")
                  .with("minimum", Value.Whole.of(0))),
          Map.entry(
              "prune",
              choice("What becomes of objects that are no longer declared.", "owned", "never")),
          Map.entry(
              "names",
              says("object", "What a cluster is called by the other.")
                  .with("additionalProperties", says("string", "A peer's name."))),
          Map.entry(
              "between",
              says("array", "The two clusters.")
                  .with("items", says("string", "A cluster's name."))
                  .with("minItems", Value.Whole.of(2))
                  .with("maxItems", Value.Whole.of(2))));

  private ProjectSchema() {}

  /** The schema of the whole file. */
  public static Value.Fields of() {
    Map<String, Value> settings = new LinkedHashMap<>();
    for (String key : ProjectFile.KEYS) {
      settings.put(
          key,
          switch (key) {
            case "cluster" ->
                says("object", "The clusters by name.")
                    .with(
                        "additionalProperties",
                        orNothing(map("A cluster.", ProjectFile.CLUSTER_KEYS)));
            case "peering" -> peerings();
            case "safety" -> map("How careful a run is.", ProjectFile.SAFETY_KEYS);
            default -> setting(key);
          });
    }
    return JsonSchema.document("project", "A project of Treaty: clusters and their peerings.")
        .with("type", text("object"))
        .with("properties", new Value.Fields(settings))
        .with("required", Value.Items.of(text("project"), text("cluster")))
        .with("additionalProperties", Value.Flag.FALSE);
  }

  private static Value.Fields peerings() {
    Value.Fields list =
        says("array", "Which clusters are peered.")
            .with(
                "items",
                map("A peering, both sides at once.", PeeringBlocks.YAML_KEYS)
                    .with("required", Value.Items.of(text("between"))));
    Value.Fields byLabel =
        says("object", "Peerings by their first cluster.")
            .with(
                "additionalProperties",
                says("object", "Peerings by their second cluster.")
                    .with(
                        "additionalProperties", orNothing(map("A peering.", PeeringBlocks.KEYS))));
    return object("anyOf", Value.Items.of(list, byLabel));
  }

  private static Value.Fields map(String description, List<String> keys) {
    Map<String, Value> properties = new LinkedHashMap<>();
    keys.forEach(key -> properties.put(key, setting(key)));
    return says("object", description)
        .with("properties", new Value.Fields(properties))
        .with("additionalProperties", Value.Flag.FALSE);
  }

  private static Value.Fields setting(String key) {
    Value.Fields setting = SETTINGS.get(key);
    if (setting == null) {
      throw new IllegalStateException("the setting " + key + " has no schema");
    }
    return setting;
  }

  /** In YAML an empty block is null. */
  private static Value.Fields orNothing(Value.Fields schema) {
    return object("anyOf", Value.Items.of(schema, object("type", text("null"))));
  }

  private static Value.Fields choice(String description, String... words) {
    List<Value> values = new ArrayList<>();
    for (String word : words) {
      values.add(text(word));
    }
    return object("enum", new Value.Items(values)).with("description", text(description));
  }

  private static Value.Fields says(String type, String description) {
    return object("type", text(type)).with("description", text(description));
  }

  private static Value.Fields object(String key, Value value) {
    return Value.Fields.EMPTY.with(key, value);
  }

  private static Value.Text text(String text) {
    return Value.text(text);
  }
}
