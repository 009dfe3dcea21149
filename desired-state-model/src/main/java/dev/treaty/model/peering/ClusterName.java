package dev.treaty.model.peering;

/**
 * A cluster's name in a project: the label of its {@code cluster} block, and the first part of
 * addresses.
 */
public record ClusterName(String text) implements Comparable<ClusterName> {

  @Override
  public int compareTo(ClusterName other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
