package dev.treaty.agent.http;

import java.time.Duration;

/**
 * The parameters every read understands ({@code http-and-config-entries} §5.2–§5.4).
 *
 * @param datacenter asked for, or the agent's own
 * @param minIndex 0 answers at once
 * @param maxWait as asked for; zero means the default
 * @param cached the agent's cache would do
 */
public record QueryOptions(
    String datacenter,
    long minIndex,
    Duration maxWait,
    Consistency consistency,
    boolean cached,
    String filter) {

  static QueryOptions parse(ApiRequest request) {
    QueryString query = request.query();
    boolean stale = query.has("stale");
    boolean consistent = query.has("consistent");
    boolean leader = query.has("leader");
    if (query.first("max_stale").filter(text -> !text.isEmpty()).isPresent()) {
      if (GoDuration.parse(query.get("max_stale")).isEmpty()) {
        throw ApiException.badRequest("Invalid max_stale value \"" + query.get("max_stale") + "\"");
      }
      stale = true;
    }
    if (stale && consistent) {
      throw ApiException.badRequest(
          "Cannot specify ?stale with ?consistent, conflicting semantics.");
    }
    boolean cached = query.has("cached");
    if (cached && consistent) {
      throw ApiException.badRequest(
          "Cannot specify ?cached with ?consistent, conflicting semantics.");
    }
    Duration wait = Duration.ZERO;
    String waitText = query.get("wait");
    if (!waitText.isEmpty()) {
      wait =
          GoDuration.parse(waitText)
              .orElseThrow(() -> ApiException.badRequest("Invalid wait time"));
    }
    long index = 0;
    String indexText = query.get("index");
    if (!indexText.isEmpty()) {
      try {
        index = Long.parseUnsignedLong(indexText);
      } catch (NumberFormatException e) {
        throw ApiException.badRequest("Invalid index");
      }
      if (indexText.startsWith("+")) {
        throw ApiException.badRequest("Invalid index");
      }
      index = index < 0 ? Long.MAX_VALUE : index;
    }
    Consistency consistency =
        consistent
            ? Consistency.CONSISTENT
            : stale && !leader ? Consistency.STALE : Consistency.DEFAULT;
    return new QueryOptions(
        request.datacenter(), index, wait, consistency, cached, query.get("filter"));
  }
}
