package dev.treaty.model.peering;

import dev.treaty.model.diagnostic.SourceRange;

/**
 * A peering between two clusters, declared once for both sides.
 *
 * @param first the label written first; the acceptor where no live role says otherwise
 * @param nameOnFirst what {@code first} calls {@code second}; defaults to the other cluster's name
 * @param nameOnSecond what {@code second} calls {@code first}
 */
public record PeeringDeclaration(
    ClusterName first,
    ClusterName second,
    String nameOnFirst,
    String nameOnSecond,
    SourceRange range,
    String revision) {

  /**
   * {@code peering/<a>/<b>} with the names in alphabetical order, so that turned labels are the
   * same object.
   */
  public String address() {
    return first.compareTo(second) <= 0
        ? "peering/" + first + "/" + second
        : "peering/" + second + "/" + first;
  }
}
