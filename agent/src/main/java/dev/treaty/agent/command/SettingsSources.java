package dev.treaty.agent.command;

import dev.treaty.agent.command.AgentFlags.Given;
import dev.treaty.agent.command.AgentFlags.Kind;
import dev.treaty.agent.local.Configured;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.settings.SettingsReader;
import dev.treaty.agent.settings.SettingsReader.Format;
import dev.treaty.agent.settings.SettingsVerdict;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.diagnostic.Severity;
import dev.treaty.model.syntax.SourceText;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gathers configuration in Consul's order: lists of flags, files as they were named, all other
 * flags, fragments.
 */
final class SettingsSources {

  private final SettingsReader reader;
  private final Optional<Format> format;
  private final List<Diagnostic> faults = new ArrayList<>();
  private final Set<Path> files = new LinkedHashSet<>();

  /**
   * @param format what every file is read as, whatever its name
   */
  SettingsSources(AgentSettings start, Optional<Format> format) {
    this.reader = new SettingsReader(start);
    this.format = format;
  }

  /** A file, or a folder: {@code -config-file} and {@code -config-dir} take both. */
  void path(Path path) {
    if (Files.isDirectory(path)) {
      folder(path);
      return;
    }
    Optional<Format> of = formatOf(path);
    if (of.isEmpty() && Files.exists(path)) {
      fault(
          "file "
              + path
              + " has an unknown extension: .hcl and .json are read, or -config-format"
              + " says what it is");
      return;
    }
    file(path, of.orElse(Format.HCL));
  }

  private Optional<Format> formatOf(Path path) {
    if (format.isPresent()) {
      return format;
    }
    String name = path.toString();
    return name.endsWith(".json")
        ? Optional.of(Format.JSON)
        : name.endsWith(".hcl") ? Optional.of(Format.HCL) : Optional.empty();
  }

  private void file(Path file, Format as) {
    files.add(file);
    try {
      reader.add(SourceText.of(file.toString(), Files.readAllBytes(file)), as);
    } catch (NoSuchFileException e) {
      fault("cannot read " + file + ": there is no such file");
    } catch (IOException e) {
      fault("cannot read " + file + ": " + e.getClass().getSimpleName());
    }
  }

  private void folder(Path folder) {
    files.add(folder);
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, Files::isRegularFile)) {
      all.forEach(found::add);
    } catch (IOException e) {
      fault("cannot read the folder " + folder + ": " + e.getClass().getSimpleName());
    }
    found.sort(Comparator.comparing(one -> one.getFileName().toString()));
    for (Path one : found) {
      Optional<Format> of = formatOf(one);
      if (of.isPresent()) {
        file(one, of.get());
      } else {
        faults.add(
            new Diagnostic(
                DiagnosticCode.SETTING_WITHOUT_EFFECT.id(),
                Severity.WARNING,
                Optional.empty(),
                "",
                "the file " + one + " was passed over: only .hcl and .json are read",
                "",
                ""));
      }
    }
  }

  /** The flags that are lists: what they say stands before what the files list. */
  void lists(List<Given> flags) {
    Map<AgentFlags.Flag, List<Value>> lists = new LinkedHashMap<>();
    for (Given given : flags) {
      if (given.flag().kind() == Kind.LIST) {
        lists
            .computeIfAbsent(given.flag(), unused -> new ArrayList<>())
            .add(Value.text(given.value()));
      }
    }
    lists.forEach((flag, values) -> add(flag, flag.setting(), new Value.Items(values)));
  }

  /** All other flags: they win over the files. */
  void values(List<Given> flags) {
    for (Given given : flags) {
      AgentFlags.Flag flag = given.flag();
      switch (flag.kind()) {
        case TEXT, SWITCH -> add(flag, flag.setting(), Value.text(given.value()));
        case PAIR -> {
          Map.Entry<String, String> pair = AgentFlags.pair(given.value());
          Value inner = new Value.Fields(Map.of(pair.getKey(), Value.text(pair.getValue())));
          add(flag, flag.setting(), inner);
        }
        case LIST -> {}
      }
    }
  }

  private void add(AgentFlags.Flag flag, String setting, Value value) {
    Value whole = value;
    String[] path = setting.split("\\.");
    for (int i = path.length - 1; i >= 0; i--) {
      whole = new Value.Fields(Map.of(path[i], whole));
    }
    reader.add(new SourceText("-" + flag.name(), ValueJson.write(whole)), Format.JSON);
  }

  /** {@code -hcl}: a fragment of a file, over everything else. */
  void fragment(int number, String text) {
    reader.add(new SourceText("-hcl " + number, text), Format.HCL);
  }

  private void fault(String message) {
    faults.add(Diagnostic.error(DiagnosticCode.INVALID_SETTING.id(), message));
  }

  /** The files and folders that were read. */
  Set<Path> files() {
    return Set.copyOf(files);
  }

  SettingsVerdict verdict() {
    SettingsVerdict read = reader.verdict();
    List<Diagnostic> all = new ArrayList<>(faults);
    read.diagnostics().forEach(diagnostic -> all.add(ofFlag(diagnostic)));
    all.addAll(Configured.faults(read.settings()));
    return new SettingsVerdict(read.settings(), all, read.said());
  }

  /** What a flag says has no place in a file. */
  private static Diagnostic ofFlag(Diagnostic diagnostic) {
    String file = diagnostic.range().map(range -> range.file()).orElse("");
    if (!file.startsWith("-") || file.startsWith("-hcl ")) {
      return diagnostic;
    }
    return new Diagnostic(
        diagnostic.code(),
        diagnostic.severity(),
        Optional.empty(),
        diagnostic.keyPath(),
        file + ": " + diagnostic.message(),
        diagnostic.hint(),
        "");
  }
}
