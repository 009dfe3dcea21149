package dev.treaty.agent.settings;

import dev.treaty.agent.settings.KnownSettings.Fate;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.syntax.HclReader;
import dev.treaty.model.syntax.JsonReader;
import dev.treaty.model.syntax.Node;
import dev.treaty.model.syntax.Node.ListNode;
import dev.treaty.model.syntax.Node.MapNode;
import dev.treaty.model.syntax.Node.Member;
import dev.treaty.model.syntax.Node.NullNode;
import dev.treaty.model.syntax.Parsed;
import dev.treaty.model.syntax.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads configuration files in Consul's spelling, HCL or JSON, later ones over earlier ones, and
 * says of every key whether it is understood ({@code settings.txt}).
 */
public final class SettingsReader {

  private static final Pattern SECRET =
      Pattern.compile(
          "token|secret|encrypt|password|private_key|ca_config|services?$|snapshot_agent");

  private static final Map<String, Definition.Kind> DEFINED =
      Map.of(
          "service", Definition.Kind.SERVICE,
          "services", Definition.Kind.SERVICE,
          "check", Definition.Kind.CHECK,
          "checks", Definition.Kind.CHECK);

  private final SettingsBuilder builder;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Map<String, String> said = new TreeMap<>();

  /**
   * @param start what holds where the files say nothing
   */
  public SettingsReader(AgentSettings start) {
    this.builder = new SettingsBuilder(start);
  }

  /** What a file is written in. */
  public enum Format {
    HCL,
    JSON
  }

  /** Adds a file in the form that its name says. */
  public void add(SourceText source) {
    add(source, source.file().endsWith(".json") ? Format.JSON : Format.HCL);
  }

  /** Adds a file; an empty one is a valid configuration. */
  public void add(SourceText source, Format format) {
    if (!source.faults().isEmpty()) {
      diagnostics.addAll(source.faults());
      return;
    }
    if (source.text().isBlank()) {
      return;
    }
    // A JSON object under an HCL name is read as what it is, as by Consul.
    boolean json = format == Format.JSON || source.text().stripLeading().startsWith("{");
    Parsed parsed = json ? JsonReader.read(source) : HclReader.read(source);
    diagnostics.addAll(parsed.diagnostics());
    if (parsed.isWhole()) {
      int before = diagnostics.size();
      block("", parsed.root().orElseThrow());
      for (int i = before; i < diagnostics.size(); i++) {
        diagnostics.set(i, withExcerpt(source, diagnostics.get(i)));
      }
    }
  }

  /** The line, up to its key's end where a secret may follow: a misspelt one is one, too. */
  private static Diagnostic withExcerpt(SourceText source, Diagnostic diagnostic) {
    Diagnostic whole = source.withExcerpt(diagnostic);
    boolean unknown = diagnostic.code().equals(DiagnosticCode.UNKNOWN_SETTING.id());
    if (diagnostic.range().isEmpty() || !(unknown || SECRET.matcher(diagnostic.keyPath()).find())) {
      return whole;
    }
    String line = whole.excerpt();
    boolean atTheKey = !diagnostic.code().equals(DiagnosticCode.INVALID_SETTING.id());
    int end = atTheKey ? Math.min(line.length(), diagnostic.range().get().endColumn() - 1) : 0;
    String shown = line.substring(0, Math.max(0, end));
    return whole.withExcerpt(shown.isBlank() ? "" : shown + (end < line.length() ? " …" : ""));
  }

  /** What came out of all files. */
  public SettingsVerdict verdict() {
    List<Diagnostic> all = new ArrayList<>(diagnostics);
    AgentSettings settings = builder.build(all);
    return new SettingsVerdict(settings, all, said);
  }

  private void block(String parent, MapNode map) {
    for (Member member : map.members()) {
      // The keys of free maps are the user's own; all others ignore case.
      boolean own = parent.equals("node_meta.");
      String path = parent + (own ? member.key() : member.key().toLowerCase(Locale.ROOT));
      member(path, member);
    }
  }

  private void member(String path, Member member) {
    Node value = member.value();
    if (KnownSettings.isBlock(path)) {
      inner(path, value, member);
      return;
    }
    var fate = KnownSettings.fate(path);
    if (fate.isEmpty()) {
      Diagnostic unknown =
          DiagnosticCode.UNKNOWN_SETTING.at(
              member.keyRange(), path, "an agent has no setting " + path);
      diagnostics.add(
          KnownSettings.nearest(path)
              .map(name -> unknown.withHint("did you mean " + name + "?"))
              .orElse(unknown));
      return;
    }
    if (value instanceof NullNode) {
      return;
    }
    judge(path, member, fate.get());
  }

  /** A block, or a list with the blocks of that name. */
  private void inner(String path, Node value, Member member) {
    switch (value) {
      case MapNode map -> block(path + ".", map);
      case ListNode(List<Node> items, var range) -> {
        for (Node item : items) {
          inner(path, item, member);
        }
      }
      case NullNode nothing -> {}
      case Node.TextNode text -> notABlock(path, value);
      case Node.NumberNode number -> notABlock(path, value);
      case Node.FlagNode flag -> notABlock(path, value);
      case Node.CallNode call -> notABlock(path, value);
    }
  }

  private void notABlock(String path, Node value) {
    diagnostics.add(
        DiagnosticCode.INVALID_SETTING.at(
            value.range(), path, path + " is a block of settings, not " + value.noun()));
  }

  private void judge(String path, Member member, Fate fate) {
    switch (fate) {
      case Fate.Use use -> use(path, member.value());
      case Fate.UseAs(String name) -> {
        use(name, member.value());
        diagnostics.add(
            DiagnosticCode.SETTING_RENAMED.warnAt(
                member.keyRange(), path, path + " is an old name: write " + name));
      }
      case Fate.Quiet() -> {}
      case Fate.Later() ->
          diagnostics.add(
              DiagnosticCode.SETTING_WITHOUT_EFFECT.warnAt(
                  member.keyRange(),
                  path,
                  path + " has no effect here yet; everything else in the file has"));
      case Fate.RefusedWhenTrue() -> {
        if (SettingValue.isTrue(member.value())) {
          refuse(path, member, "");
        }
      }
      case Fate.RefusedWhenSet() -> {
        if (!SettingValue.isEmpty(member.value())) {
          refuse(path, member, "");
        }
      }
      case Fate.RefusedUnless(String only) -> {
        String text = SettingValue.text(member.value()).orElse("");
        if (!text.isEmpty() && !text.equals(only)) {
          refuse(path, member, "; only \"" + only + "\" is possible");
        }
      }
    }
  }

  private void use(String path, Node value) {
    String text = value.toString();
    said.merge(
        path,
        SettingValue.text(value).orElse(text),
        (before, now) -> value instanceof ListNode ? before + "," + text : now);
    if (DEFINED.containsKey(path)) {
      Definition.Kind kind = DEFINED.get(path);
      builder.tell(new DefinitionReader(diagnostics).read(kind, path, value));
      return;
    }
    try {
      builder.set(path, value);
    } catch (SettingValue.WrongSettingException e) {
      diagnostics.add(
          DiagnosticCode.INVALID_SETTING.at(value.range(), path, path + " " + e.getMessage()));
    }
  }

  private void refuse(String path, Member member, String more) {
    diagnostics.add(
        DiagnosticCode.SETTING_NOT_SUPPORTED.at(
            member.keyRange(),
            path,
            path + " promises something that this agent cannot keep yet" + more));
  }
}
