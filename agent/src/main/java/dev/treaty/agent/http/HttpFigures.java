package dev.treaty.agent.http;

import dev.treaty.agent.metrics.Metrics;
import dev.treaty.agent.metrics.Series;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts and times requests by route. Labels are what the route table says, never what a client
 * sent, so that nobody can make more of them.
 */
final class HttpFigures {

  private static final double NANOS_PER_MILLI = 1e6;

  private final Map<Route, Series> times = new IdentityHashMap<>();
  private final Series[] answers = new Series[6];

  HttpFigures(Metrics metrics, List<Route> routes) {
    for (Route route : routes) {
      times.put(
          route,
          metrics.sample(
              "api.http",
              "Milliseconds until a request was answered, by method and path of the route; without"
                  + " blocking queries that waited.",
              Map.of("method", route.method().name(), "path", label(route.pattern()))));
    }
    for (int i = 1; i < answers.length; i++) {
      answers[i] =
          metrics.counter(
              "treaty.http.answers",
              "Answers to requests that reached a route, by class of status.",
              Map.of("class", i + "xx"));
    }
  }

  /** As Consul labels: {@code v1_agent_self}, {@code v1_config_}. */
  private static String label(String pattern) {
    return pattern.substring(1).replace('/', '_');
  }

  /**
   * Records an answer.
   *
   * @param waited it was parked, so that its time says nothing
   */
  void answered(Route route, int status, long nanos, boolean waited) {
    int kind = status / 100;
    if (kind > 0 && kind < answers.length) {
      answers[kind].increment();
    }
    Series series = times.get(route);
    if (!waited && series != null) {
      series.record(nanos / NANOS_PER_MILLI);
    }
  }
}
