package dev.treaty.tests.docs;

import dev.treaty.InProcess;
import dev.treaty.agent.TreatyAgent;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.settings.SettingsReader;
import dev.treaty.model.diagnostic.CodeExample;
import dev.treaty.model.diagnostic.DiagnosticText;
import dev.treaty.model.syntax.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Does what an example says, in a folder of its own. */
final class ExampleRun {

  private static final List<String> ADDRESSES = List.of("127.0.0.1:8500", "127.0.0.1:9500");

  /** The commands that take no {@code -C}. */
  private static final Set<String> NO_FOLDER = Set.of("run", "config", "convert", "fmt");

  private final Path folder;
  private final CodeExample example;

  ExampleRun(Path folder, CodeExample example) {
    this.folder = folder;
    this.example = example;
  }

  /** All that the commands printed. */
  String output() throws Exception {
    Map<String, String> addresses = new LinkedHashMap<>();
    List<TreatyAgent> agents = new ArrayList<>();
    try {
      for (String address : ADDRESSES) {
        if (isApplied() && mentions(address)) {
          TreatyAgent agent =
              TreatyAgent.start(AgentSettings.embedded("example-" + agents.size(), "dc1"));
          agents.add(agent);
          addresses.put(address, agent.httpAddress().getAuthority());
        }
      }
      return output(addresses);
    } finally {
      agents.forEach(TreatyAgent::close);
    }
  }

  /** Whether the commands speak to clusters, and do not only name them. */
  private boolean isApplied() {
    return example.commands().stream()
        .anyMatch(command ->
            ADDRESSES.stream().anyMatch(command::contains) || command.startsWith("treaty apply"));
  }

  private boolean mentions(String address) {
    return example.commands().stream().anyMatch(command -> command.contains(address))
        || example.files().values().stream().anyMatch(text -> text.contains(address));
  }

  private static String bound(String text, Map<String, String> addresses) {
    String bound = text;
    for (Map.Entry<String, String> address : addresses.entrySet()) {
      bound = bound.replace(address.getKey(), address.getValue());
    }
    return bound;
  }

  private String output(Map<String, String> addresses) throws Exception {
    for (Map.Entry<String, String> file : example.files().entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, bound(file.getValue(), addresses));
    }
    StringBuilder out = new StringBuilder();
    for (String command : example.commands()) {
      out.append(run(bound(command, addresses)));
    }
    return out.toString();
  }

  private String run(String command) throws Exception {
    if (!command.startsWith("treaty ")) {
      Process shell =
          new ProcessBuilder("sh", "-c", command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .start();
      String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      shell.waitFor();
      return said;
    }
    List<String> words = new ArrayList<>(Arrays.asList(command.split(" ")));
    words.removeFirst();
    String verb = words.getFirst();
    if (verb.equals("agent")) {
      return settings(words.getLast());
    }
    boolean aboutTheFolder = !NO_FOLDER.contains(verb);
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      if (word.contains("not-there") || Files.exists(folder.resolve(word))) {
        words.set(i, folder.resolve(word).normalize().toString());
        aboutTheFolder &= words.get(i - 1).startsWith("--") || !verb.equals("validate");
      }
    }
    if (aboutTheFolder) {
      words.addAll(List.of("-C", folder.toString()));
    }
    InProcess.Run run = InProcess.treaty(words.toArray(String[]::new));
    return run.out() + run.err();
  }

  /** A real agent would go on running where there are only warnings. */
  private String settings(String file) throws IOException {
    SettingsReader reader = new SettingsReader(AgentSettings.dev("example"));
    reader.add(SourceText.of(file, Files.readAllBytes(folder.resolve(file))));
    return DiagnosticText.plain().render(reader.verdict().diagnostics());
  }
}
