package dev.treaty.agent.http;

import io.vertx.core.http.HttpServerRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says of each request at level debug what Consul says, with the token hidden. */
final class RequestLog {

  private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);
  private static final double NANOS_PER_MILLI = 1e6;

  private RequestLog() {}

  static void finished(HttpServerRequest request, long nanos) {
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "Request finished: method={} url={} from={} latency={}ms",
          request.method(),
          hidden(request.uri()),
          request.remoteAddress(),
          nanos / NANOS_PER_MILLI);
    }
  }

  static void began(HttpServerRequest request) {
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "Stream began: method={} url={} from={}",
          request.method(),
          hidden(request.uri()),
          request.remoteAddress());
    }
  }

  /** The address without the token in it, however its name is escaped. */
  static String hidden(String uri) {
    int question = uri.indexOf('?');
    if (question < 0) {
      return uri;
    }
    StringBuilder shown = new StringBuilder(uri.substring(0, question));
    char separator = '?';
    for (String part : uri.substring(question + 1).split("&")) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      boolean secret =
          QueryString.decode(name, true).map(text -> text.equalsIgnoreCase("token")).orElse(true);
      shown.append(separator).append(secret && equals >= 0 ? name + "=<hidden>" : part);
      separator = '&';
    }
    return shown.toString();
  }
}
