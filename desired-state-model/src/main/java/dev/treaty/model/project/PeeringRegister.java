package dev.treaty.model.project;

import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.peering.PeeringDeclaration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The peerings of a project, wherever they are declared: each once, under names of its own. */
final class PeeringRegister {

  private final String project;
  private final Findings findings;
  private final List<PeeringDeclaration> peerings = new ArrayList<>();
  private final Map<String, SourceRange> byAddress = new HashMap<>();
  private final Map<String, SourceRange> byName = new HashMap<>();

  PeeringRegister(String project, Findings findings) {
    this.project = project;
    this.findings = findings;
  }

  /**
   * Adds a peering, or says why it cannot be one.
   *
   * @param otherName how to give a peer another name
   */
  void add(PeeringDeclaration peering, String otherName) {
    SourceRange before = byAddress.putIfAbsent(peering.address(), peering.range());
    if (before != null) {
      findings.error(
          DiagnosticCode.DECLARED_TWICE,
          peering.range(),
          "peering",
          "this peering is declared already at " + before.position());
      return;
    }
    if ((project + ":" + peering.address()).length() > Marks.MAX_VALUE) {
      findings.error(
          DiagnosticCode.MARK_TOO_LONG,
          peering.range(),
          "peering",
          "project and address have more than " + Marks.MAX_VALUE + " characters together");
    }
    takeName(peering.first(), peering.nameOnFirst(), peering.range(), otherName);
    takeName(peering.second(), peering.nameOnSecond(), peering.range(), otherName);
    peerings.add(peering);
  }

  /** All that were added, by address. */
  List<PeeringDeclaration> sorted() {
    return peerings.stream().sorted(Comparator.comparing(PeeringDeclaration::address)).toList();
  }

  private void takeName(ClusterName cluster, String peerName, SourceRange range, String otherName) {
    if (!Names.isPeer(peerName)) {
      findings.error(
          DiagnosticCode.INVALID_NAME,
          range,
          "peering",
          "\"" + peerName + "\" cannot be a peer's name: it has " + Names.PEER_RULE,
          otherName);
    }
    SourceRange before = byName.putIfAbsent(cluster + " " + peerName, range);
    if (before != null) {
      findings.error(
          DiagnosticCode.DECLARED_TWICE,
          range,
          "peering",
          "on "
              + cluster
              + " the peer \""
              + peerName
              + "\" is already that of the peering at "
              + before.position());
    }
  }
}
