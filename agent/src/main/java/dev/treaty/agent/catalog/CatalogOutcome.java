package dev.treaty.agent.catalog;

/** What became of a registration or deregistration. */
public sealed interface CatalogOutcome {

  CatalogOutcome DONE = new Done();

  /** It holds now. */
  record Done() implements CatalogOutcome {}

  /** Nothing was changed; the reason is Consul's text. */
  record Refused(String reason) implements CatalogOutcome {}
}
