package dev.treaty.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.agent.TreatyAgent;
import dev.treaty.agent.metrics.Metrics;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.tests.ProjectFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of the agent's reference pages say what the agent does. */
class AgentPagesTest {

  private static final String BEGIN = "<!-- table: made by AgentPagesTest -->\n";
  private static final String END = "<!-- end of table -->\n";

  private static void compare(String page, String table) throws IOException {
    Path file = ProjectFiles.root().resolve("docs/reference").resolve(page);
    String text = Files.readString(file);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    if (System.getProperty("treaty.golden", "").equals("write")) {
      text = text.substring(0, begin) + table + text.substring(end);
      Files.writeString(file, text);
      end = text.indexOf(END);
    }
    assertThat(text.substring(begin, end)).as(page).isEqualTo(table);
  }

  @Test
  void theConfigurationPageListsEveryKey() throws IOException {
    Map<String, String> fates = new TreeMap<>();
    try (InputStream in =
        Objects.requireNonNull(
            AgentSettings.class.getResourceAsStream("settings.txt"), "settings.txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (!line.isBlank() && !line.startsWith("#")) {
          String[] words = line.split(" ", 2);
          fates.put(words[0], fate(words[1].strip()));
        }
      }
    }
    compare(
        "agent-configuration.md",
        "\n| Key | What becomes of it |\n|---|---|\n"
            + fates.entrySet().stream()
                .map(entry -> "| `" + entry.getKey() + "` | " + entry.getValue() + " |\n")
                .collect(Collectors.joining())
            + "\n");
  }

  private static String fate(String words) {
    String[] parts = words.split(" ");
    return switch (parts[0]) {
      case "use" -> "used from the start on";
      case "live" -> "used; a reload takes another value";
      case "old" -> "old name of `" + parts[1] + "`, used with a warning";
      case "quiet" -> "accepted, changes nothing here";
      case "later" -> "without effect, with a warning";
      case "true" -> "refused when true";
      case "set" -> "refused when it holds anything";
      case "several" -> "refused when above 1";
      case "unlike" -> "refused unless `" + parts[1] + "`";
      default -> throw new AssertionError("settings.txt: " + words);
    };
  }

  @Test
  void theMetricsPageListsEveryFigure() throws IOException {
    try (TreatyAgent agent = TreatyAgent.start(AgentSettings.embedded("docs", "dc1"))) {
      Function<Metrics.Description, String> line =
          one ->
              "| `"
                  + (one.name().startsWith("treaty.") ? "" : "consul.")
                  + one.name()
                  + "` | "
                  + one.kind().name().toLowerCase(Locale.ROOT)
                  + " | "
                  + one.labels().stream()
                      .map(label -> "`" + label + "`")
                      .collect(Collectors.joining(", "))
                  + " | "
                  + one.help()
                  + " |\n";
      compare(
          "metrics.md",
          "\n| Name | Kind | Labels | What it is |\n|---|---|---|---|\n"
              + agent.metrics().descriptions().stream().map(line).collect(Collectors.joining())
              + "\n");
    }
  }
}
