package dev.treaty.model.schema;

/** The way on which a document reaches a server; it decides what becomes of opaque values. */
public enum Channel {
  /** A request body, decoded by the server alone. */
  REQUEST(1),
  /** A file for {@code consul config write}, decoded by the client and again by the server. */
  COMMAND_LINE(2),
  /** A custom resource, converted by consul-k8s and decoded by the server. */
  RESOURCE(1);

  private final int decodings;

  Channel(int decodings) {
    this.decodings = decodings;
  }

  int decodings() {
    return decodings;
  }
}
