package dev.treaty.model.schema;

/** The server asked, as far as it decides which fields there are. */
public interface Gate {

  /** Whether the server is of this release or a newer one. */
  boolean atLeast(int major, int minor, int patch);

  /** Whether partitions, namespaces and sameness groups exist. */
  boolean enterprise();
}
