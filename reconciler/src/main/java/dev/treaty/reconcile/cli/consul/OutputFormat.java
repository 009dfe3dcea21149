package dev.treaty.reconcile.cli.consul;

import java.util.List;

/** Checks {@code -format}; the refusal is Consul's, which does not know the formats of ours. */
final class OutputFormat {

  static final String PRETTY = "pretty";
  static final String JSON = "json";
  static final String JWT = "jwt";

  private OutputFormat() {}

  static String of(String given, String... more) {
    if (given.equals(PRETTY) || given.equals(JSON) || List.of(more).contains(given)) {
      return given;
    }
    throw new AgentCall.MistakeException("Invalid format, valid formats are {json|pretty}");
  }
}
