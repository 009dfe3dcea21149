package dev.treaty.agent.command;

import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.settings.SettingsReader;
import dev.treaty.agent.settings.SettingsVerdict;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.syntax.SourceText;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Gathers configuration files, folders and flags in their order. */
final class SettingsSources {

  private final SettingsReader reader;
  private final List<Diagnostic> faults = new ArrayList<>();

  SettingsSources(AgentSettings start) {
    this.reader = new SettingsReader(start);
  }

  /** A file, or a folder as with {@code -config-dir}, which Consul allows too. */
  void file(Path file) {
    if (Files.isDirectory(file)) {
      folder(file);
      return;
    }
    try {
      reader.add(SourceText.of(file.toString(), Files.readAllBytes(file)));
    } catch (IOException e) {
      fault("cannot read " + file + ": " + e.getClass().getSimpleName());
    }
  }

  void folder(Path folder) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*.{hcl,json}")) {
      all.forEach(files::add);
    } catch (IOException e) {
      fault("cannot read the folder " + folder + ": " + e.getClass().getSimpleName());
    }
    Collections.sort(files);
    files.forEach(this::file);
  }

  /** Flags say the same as a file that holds these settings, {@code block.name} for a block's. */
  void flags(List<Map.Entry<String, String>> flags) {
    for (Map.Entry<String, String> flag : flags) {
      Value value = Value.text(flag.getValue());
      String[] path = flag.getKey().split("\\.");
      for (int i = path.length - 1; i >= 0; i--) {
        value = new Value.Fields(Map.of(path[i], value));
      }
      reader.add(new SourceText("flags.json", ValueJson.write(value)));
    }
  }

  private void fault(String message) {
    faults.add(Diagnostic.error(DiagnosticCode.INVALID_SETTING.id(), message));
  }

  SettingsVerdict verdict() {
    SettingsVerdict read = reader.verdict();
    List<Diagnostic> all = new ArrayList<>(faults);
    all.addAll(read.diagnostics());
    return new SettingsVerdict(read.settings(), all);
  }
}
