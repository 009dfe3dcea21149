package dev.treaty.model.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.schema.SchemaChecker;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProjectSchemaTest {

  private static Value json(String text) {
    return ValueJson.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void takesAWholeProject() {
    assertThat(
            SchemaChecker.faults(
                ProjectSchema.of(),
                json(
                    """
                    {
                      "project": "platform-mesh", "mode": "enforce",
                      "cluster": {
                        "cluster-01": {"address": "http://127.0.0.1:8500"},
                        "cluster-02": {"config": ["clusters/cluster-02", "shared"], "mode": "observe"},
                        "cluster-03": null
                      },
                      "peering": [{"between": ["cluster-01", "cluster-02"], "names": {"cluster-01": "east"}}],
                      "safety": {"max_delete_percent": 30, "min_objects": 10, "prune": "owned"}
                    }
                    """)))
        .isEmpty();
  }

  @Test
  void refusesWhatTheReaderRefuses() {
    String start = "{\"project\": \"p\", \"cluster\": {\"a\": {}}, ";
    for (String wrong :
        new String[] {
          "\"mod\": \"observe\"}",
          "\"mode\": \"force\"}",
          "\"safety\": {\"max_delete_percent\": 130}}",
          "\"peering\": [{\"between\": [\"a\"]}]}",
          "\"peering\": [{\"names\": {}}]}",
        }) {
      assertThat(SchemaChecker.faults(ProjectSchema.of(), json(start + wrong))).isNotEmpty();
    }
    assertThat(SchemaChecker.faults(ProjectSchema.of(), json("{\"project\": \"p\"}"))).isNotEmpty();
  }
}
