package dev.treaty.model.project;

import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.entry.PeeringSide;
import dev.treaty.model.entry.PeeringSide.Role;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.peering.PeeringDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * Pairs the peering resources of consul-k8s.
 *
 * <p>An acceptor and a dialer with different clusters belong together if they name the same secret;
 * where several do, or the secret was renamed when it was copied, if each is named after the
 * other's cluster.
 */
final class PeeringPairs {

  private record Placed(ClusterName cluster, PeeringSide side) {
    boolean sharesSecret(Placed other) {
      return !side.secretName().isEmpty()
          && side.secretName().equals(other.side.secretName())
          && side.key().equals(other.side.key());
    }

    boolean isNamedAfter(Placed other) {
      return side.peerName().equals(other.cluster.text());
    }
  }

  private final Project project;
  private final SourceTree tree;
  private final Findings findings;
  private final List<Placed> acceptors = new ArrayList<>();
  private final List<Placed> dialers = new ArrayList<>();

  PeeringPairs(Project project, SourceTree tree, Findings findings) {
    this.project = project;
    this.tree = tree;
    this.findings = findings;
  }

  void add(ClusterName cluster, List<PeeringSide> sides) {
    for (PeeringSide side : sides) {
      (side.role() == Role.ACCEPTOR ? acceptors : dialers).add(new Placed(cluster, side));
    }
  }

  /** The peerings of the project file, and those that resources declare, by address. */
  List<PeeringDeclaration> join() {
    PeeringRegister register = new PeeringRegister(project.name(), findings);
    project.peerings().forEach(peering -> register.add(peering, ""));
    BiPredicate<Placed, Placed> named = (a, d) -> a.isNamedAfter(d) && d.isNamedAfter(a);
    pair(
        register,
        (acceptor, dialer) -> acceptor.sharesSecret(dialer) && named.test(acceptor, dialer));
    pair(register, Placed::sharesSecret);
    pair(register, named);
    acceptors.forEach(left -> missing(left, dialers));
    dialers.forEach(left -> missing(left, acceptors));
    return register.sorted();
  }

  /** Takes out the pairs of which neither half fits another one as well. */
  private void pair(PeeringRegister register, BiPredicate<Placed, Placed> fits) {
    for (Placed acceptor : List.copyOf(acceptors)) {
      List<Placed> others =
          dialers.stream().filter(dialer -> isPair(acceptor, dialer, fits)).toList();
      if (others.size() == 1
          && acceptors.stream().filter(each -> isPair(each, others.getFirst(), fits)).count()
              == 1) {
        acceptors.remove(acceptor);
        dialers.remove(others.getFirst());
        register.add(declaration(acceptor, others.getFirst()), "give the resource another name");
      }
    }
  }

  private static boolean isPair(Placed acceptor, Placed dialer, BiPredicate<Placed, Placed> fits) {
    return !acceptor.cluster().equals(dialer.cluster()) && fits.test(acceptor, dialer);
  }

  private PeeringDeclaration declaration(Placed acceptor, Placed dialer) {
    return new PeeringDeclaration(
        acceptor.cluster(),
        dialer.cluster(),
        acceptor.side().peerName(),
        dialer.side().peerName(),
        acceptor.side().range(),
        tree.lastChange().apply(acceptor.side().range().file()));
  }

  private void missing(Placed half, List<Placed> others) {
    List<Placed> elsewhere =
        others.stream().filter(other -> !other.cluster().equals(half.cluster())).toList();
    List<String> doubtful =
        elsewhere.stream()
            .filter(half::sharesSecret)
            .map(other -> other.side().range().position())
            .toList();
    String message =
        "no "
            + half.side().other().resource()
            + " in another cluster's folder belongs to this "
            + half.side().role().resource()
            + " of "
            + half.cluster();
    if (!doubtful.isEmpty()) {
      message =
          "it is not clear what this "
              + half.side().role().resource()
              + " of "
              + half.cluster()
              + " belongs to: its secret stands at "
              + String.join(", ", doubtful)
              + " too";
    }
    findings.error(
        DiagnosticCode.PEERING_HALF,
        half.side().range(),
        "metadata.name",
        message,
        doubtful.isEmpty()
            ? nearest(half, elsewhere)
            : "name each after the other's cluster, or give each pair a secret of its own");
  }

  /** The other half that was probably meant, by its secret and then by its name. */
  private static String nearest(Placed half, List<Placed> others) {
    TreeSet<String> secrets = new TreeSet<>();
    others.forEach(other -> secrets.add(other.side().secretName()));
    Optional<Placed> named =
        others.stream()
            .filter(other -> half.isNamedAfter(other) || other.isNamedAfter(half))
            .findFirst();
    if (named.isPresent()) {
      PeeringSide other = named.get().side();
      return "the "
          + other.role().resource()
          + " \""
          + other.peerName()
          + "\" at "
          + other.range().position()
          + " has the secret \""
          + other.secretName()
          + "\", this one \""
          + half.side().secretName()
          + "\"";
    }
    String hint = NearestName.hint(half.side().secretName(), secrets);
    return hint.isEmpty() || hint.startsWith("known")
        ? "add the other side with the secret \""
            + half.side().secretName()
            + "\", or declare the peering in treaty.hcl"
        : "its secret is \"" + half.side().secretName() + "\"; " + hint;
  }
}
