package dev.treaty.model.project;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.syntax.HclReader;
import dev.treaty.model.syntax.Node;
import dev.treaty.model.syntax.Parsed;
import dev.treaty.model.syntax.SourceText;
import dev.treaty.model.syntax.YamlReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code treaty.hcl} or its YAML twin. */
final class ProjectFile {

  /** Where a project may be declared; only one of them. */
  static final List<String> PATHS = List.of("treaty.hcl", "treaty.yaml", "treaty.yml");

  static final List<String> KEYS = List.of("project", "mode", "cluster", "peering", "safety");
  static final List<String> CLUSTER_KEYS = List.of("address", "config", "mode");
  static final List<String> SAFETY_KEYS = List.of("max_delete_percent", "min_objects", "prune");
  private static final List<String> MODES = List.of("observe", "enforce");

  private final SourceTree tree;
  private final Findings findings;

  ProjectFile(SourceTree tree, Findings findings) {
    this.tree = tree;
    this.findings = findings;
  }

  /** The project, or nothing with errors among the findings. */
  Optional<Project> read() {
    List<String> present = PATHS.stream().filter(tree.files()::containsKey).toList();
    if (present.isEmpty()) {
      findings.add(
          Diagnostic.error(
                  DiagnosticCode.NO_PROJECT_FILE.id(),
                  "there is no treaty.hcl (nor treaty.yaml) here")
              .withHint(DiagnosticCode.NO_PROJECT_FILE.mend()));
      return Optional.empty();
    }
    if (present.size() > 1) {
      findings.error(
          DiagnosticCode.TWO_PROJECT_FILES,
          SourceRange.at(present.get(1), 1, 1),
          "",
          "both " + String.join(" and ", present) + " are here");
      return Optional.empty();
    }
    return read(present.get(0));
  }

  private Optional<Project> read(String path) {
    Optional<Node.MapNode> root = root(path, findings, bytes(path));
    if (root.isEmpty() && !findings.hasErrors()) {
      findings.error(
          DiagnosticCode.INVALID_SETTING, SourceRange.at(path, 1, 1), "", "the file is empty");
    }
    if (root.isEmpty() || findings.hasErrors()) {
      return Optional.empty();
    }
    new SecretsInFile(findings).inProject(root.get(), "");
    if (findings.hasErrors()) {
      return Optional.empty();
    }
    return project(new Block(root.get(), "", findings), path);
  }

  private byte[] bytes(String path) {
    byte[] bytes = tree.files().get(path);
    return bytes == null ? new byte[0] : bytes;
  }

  /** The root of a project or clusters file, whose ending tells its language. */
  static Optional<Node.MapNode> root(String path, Findings findings, byte[] bytes) {
    SourceText source = SourceText.of(path, bytes);
    findings.know(source);
    List<Parsed> documents =
        path.endsWith(".yaml") || path.endsWith(".yml")
            ? YamlReader.read(source)
            : List.of(HclReader.read(source));
    documents.forEach(document -> findings.addAll(document.diagnostics()));
    List<Node.MapNode> roots =
        documents.stream().map(Parsed::root).flatMap(Optional::stream).toList();
    if (roots.size() > 1) {
      findings.error(
          DiagnosticCode.INVALID_SETTING,
          roots.get(1).range(),
          "",
          "only one document may stand in this file");
    }
    return roots.stream().findFirst();
  }

  private Optional<Project> project(Block form, String path) {
    form.onlyKnows(KEYS);
    String name = name(form, path);
    Mode mode = mode(form).orElse(Mode.OBSERVE);
    SafetyLimits safety = form.form("safety").map(this::safety).orElse(SafetyLimits.DEFAULT);
    Map<ClusterName, ClusterDeclaration> clusters = clusters(form, mode);
    if (clusters.isEmpty() && !findings.hasErrors()) {
      findings.error(
          DiagnosticCode.INVALID_SETTING,
          SourceRange.at(path, 1, 1),
          "cluster",
          "the project has no cluster",
          "add: cluster \"name\" { address = \"http://…\" }");
    }
    PeeringBlocks peerings =
        new PeeringBlocks(clusters, name, tree.lastChange().apply(path), findings);
    Project project =
        new Project(name, new ArrayList<>(clusters.values()), peerings.read(form), safety, mode);
    return findings.hasErrors() ? Optional.empty() : Optional.of(project);
  }

  private String name(Block form, String path) {
    Optional<String> name = form.text("project");
    if (form.member("project").isEmpty()) {
      findings.error(
          DiagnosticCode.INVALID_SETTING,
          SourceRange.at(path, 1, 1),
          "project",
          "the project has no name",
          "add: project = \"name\"; it is part of every ownership mark");
    } else if (name.isPresent() && !Names.isProject(name.get())) {
      findings.error(
          DiagnosticCode.INVALID_NAME,
          form.rangeOf("project"),
          "project",
          "a project's name has " + Names.PROJECT_RULE);
    }
    return name.orElse("");
  }

  private static Optional<Mode> mode(Block form) {
    return form.word("mode", MODES)
        .map(word -> word.equals("enforce") ? Mode.ENFORCE : Mode.OBSERVE);
  }

  private SafetyLimits safety(Block form) {
    form.onlyKnows(SAFETY_KEYS);
    SafetyLimits usual = SafetyLimits.DEFAULT;
    return new SafetyLimits(
        form.whole("max_delete_percent", 0, 100).orElse(usual.maxDeletePercent()),
        form.whole("min_objects", 0, Integer.MAX_VALUE).orElse(usual.minObjects()),
        form.word("prune", List.of("owned", "never"))
            .map(word -> word.equals("never") ? SafetyLimits.Prune.NEVER : SafetyLimits.Prune.OWNED)
            .orElse(usual.prune()));
  }

  private Map<ClusterName, ClusterDeclaration> clusters(Block form, Mode usual) {
    Map<ClusterName, ClusterDeclaration> clusters = new LinkedHashMap<>();
    Map<String, SourceRange> folded = new LinkedHashMap<>();
    form.labelled("cluster")
        .forEach((label, block) -> {
          ClusterName name = new ClusterName(label.key());
          SourceRange range = label.keyRange();
          if (!Names.isCluster(label.key())) {
            findings.error(
                DiagnosticCode.INVALID_NAME,
                range,
                "cluster." + label.key(),
                label.key().equalsIgnoreCase("peering")
                    ? "a cluster cannot be called \"peering\": addresses begin with it"
                    : "a cluster's name has " + Names.CLUSTER_RULE);
          }
          // The operator's variables have capitals only, and "_" for "-".
          SourceRange like = folded.putIfAbsent(BindingNames.variablePart(name), range);
          if (like != null) {
            findings.error(
                DiagnosticCode.DECLARED_TWICE,
                range,
                "cluster." + label.key(),
                "the name differs from that at "
                    + like.position()
                    + " only by capitals, \"-\" or \"_\"");
          }
          clusters.put(name, cluster(name, block, range, usual));
        });
    return clusters;
  }

  private ClusterDeclaration cluster(ClusterName name, Block block, SourceRange range, Mode usual) {
    block.onlyKnows(CLUSTER_KEYS);
    Optional<URI> address = Optional.empty();
    Optional<String> text = block.text("address");
    if (text.isPresent()) {
      address = Addresses.parse(text.get());
      if (address.isEmpty()) {
        findings.error(
            DiagnosticCode.INVALID_SETTING,
            block.rangeOf("address"),
            block.at("address"),
            "\"address\" is " + Addresses.RULE);
      }
    }
    List<String> folders = new ArrayList<>();
    Optional<List<Node.TextNode>> config = block.texts("config");
    if (config.isPresent()) {
      config.get().forEach(folder -> folder(block, folder).ifPresent(folders::add));
    } else {
      folders.add(EntryFolders.ROOT + "/" + name);
    }
    return new ClusterDeclaration(name, address, folders, mode(block).orElse(usual), range);
  }

  private Optional<String> folder(Block block, Node.TextNode folder) {
    String path =
        folder.text().endsWith("/")
            ? folder.text().substring(0, folder.text().length() - 1)
            : folder.text();
    if (!EntryFolders.isInside(path)) {
      findings.error(
          DiagnosticCode.INVALID_SETTING,
          folder.range(),
          block.at("config"),
          "\"config\" names folders below the project file, with \"/\" and without \".\" or"
              + " \"..\"");
      return Optional.empty();
    }
    if (tree.below(path).isEmpty()) {
      findings.error(
          DiagnosticCode.NO_CONFIG_FOLDER,
          folder.range(),
          block.at("config"),
          "there is no folder \"" + path + "\"",
          NearestName.hint(path, EntryFolders.all(tree)));
      return Optional.empty();
    }
    return Optional.of(path);
  }
}
