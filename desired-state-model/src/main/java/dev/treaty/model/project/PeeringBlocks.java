package dev.treaty.model.project;

import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.peering.PeeringDeclaration;
import dev.treaty.model.syntax.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the peerings of a project file. */
final class PeeringBlocks {

  static final List<String> KEYS = List.of("names");
  static final List<String> YAML_KEYS = List.of("between", "names");

  private final Map<ClusterName, ClusterDeclaration> clusters;
  private final String revision;
  private final Findings findings;
  private final PeeringRegister register;

  PeeringBlocks(
      Map<ClusterName, ClusterDeclaration> clusters,
      String projectName,
      String revision,
      Findings findings) {
    this.register = new PeeringRegister(projectName, findings);
    this.clusters = clusters;
    this.revision = revision;
    this.findings = findings;
  }

  /** The peerings sorted by address. */
  List<PeeringDeclaration> read(Block project) {
    Optional<Node.Member> member = project.member("peering");
    if (member.isPresent() && member.get().value() instanceof Node.ListNode list) {
      for (Node item : list.items()) {
        between(item);
      }
    } else {
      Map<Node.Member, Block> blocks = project.labelled("peering");
      if (member.isPresent() && blocks.isEmpty() && !findings.hasErrors()) {
        namesMissing(member.get().keyRange());
      }
      blocks.forEach(this::labelled);
    }
    return register.sorted();
  }

  /** {@code peering "a" "b" {}}. */
  private void labelled(Node.Member first, Block block) {
    if (block.members().isEmpty()) {
      namesMissing(first.keyRange());
    }
    for (Node.Member second : block.members()) {
      block
          .labelledForm(second)
          .ifPresent(form -> peering(first.key(), second, form, first.keyRange(), KEYS));
    }
  }

  private void namesMissing(SourceRange range) {
    findings.error(
        DiagnosticCode.INVALID_SETTING,
        range,
        "peering",
        "a peering names its two clusters: peering \"a\" \"b\" {}");
  }

  /** {@code - between: [a, b]}, the spelling of YAML. */
  private void between(Node item) {
    if (!(item instanceof Node.MapNode map)) {
      findings.error(
          DiagnosticCode.INVALID_SETTING,
          item.range(),
          "peering",
          "a peering is " + item.noun() + ", but should be a map with \"between\"");
      return;
    }
    Block form = new Block(map, "peering", findings);
    Optional<List<Node.TextNode>> ends = form.texts("between");
    if (ends.isEmpty() || ends.get().size() != 2) {
      findings.error(
          DiagnosticCode.INVALID_SETTING,
          form.rangeOf("between"),
          "peering.between",
          "\"between\" names the two clusters: between: [a, b]");
      return;
    }
    Node.TextNode second = ends.get().get(1);
    peering(
        ends.get().get(0).text(),
        new Node.Member(second.text(), second.range(), map),
        form,
        ends.get().get(0).range(),
        YAML_KEYS);
  }

  private void peering(
      String firstText, Node.Member secondLabel, Block form, SourceRange range, List<String> keys) {
    ClusterName first = new ClusterName(firstText);
    ClusterName second = new ClusterName(secondLabel.key());
    form.onlyKnows(keys);
    boolean firstKnown = isKnown(first, range);
    boolean secondKnown = isKnown(second, secondLabel.keyRange());
    if (first.equals(second)) {
      findings.error(
          DiagnosticCode.INVALID_SETTING,
          secondLabel.keyRange(),
          "peering",
          "a cluster cannot be peered with itself");
      return;
    }
    if (!firstKnown || !secondKnown) {
      return;
    }
    Map<ClusterName, String> names = names(form, first, second);
    PeeringDeclaration peering =
        new PeeringDeclaration(
            first,
            second,
            names.getOrDefault(second, second.text()),
            names.getOrDefault(first, first.text()),
            secondLabel.keyRange(),
            revision);
    register.add(peering, "give another: names = { \"cluster\" = \"name\" }");
  }

  private boolean isKnown(ClusterName name, SourceRange range) {
    if (clusters.containsKey(name)) {
      return true;
    }
    findings.error(
        DiagnosticCode.UNKNOWN_CLUSTER,
        range,
        "peering",
        "there is no cluster \"" + name + "\"",
        NearestName.hint(name.text(), clusters.keySet().stream().map(ClusterName::text).toList()));
    return false;
  }

  /** What each cluster is called by the other. */
  private Map<ClusterName, String> names(Block form, ClusterName first, ClusterName second) {
    Map<ClusterName, String> names = new HashMap<>();
    Optional<Block> block = form.form("names");
    if (block.isEmpty()) {
      return names;
    }
    block.get().onlyKnows(List.of(first.text(), second.text()));
    for (ClusterName cluster : List.of(first, second)) {
      block.get().text(cluster.text()).ifPresent(name -> names.put(cluster, name));
    }
    return names;
  }
}
