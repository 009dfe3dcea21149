package dev.treaty.agent.http;

import dev.treaty.agent.store.Store;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/**
 * What all requests of an agent share.
 *
 * @param community refuse partitions and namespaces as Consul's Community Edition does
 * @param alwaysPretty print every answer pretty, as a dev agent of Consul's does
 * @param defaultPolicy {@code allow} or {@code deny}
 * @param responseHeaders {@code http_config.response_headers}
 * @param servers who leads, which reads tell
 * @param jitter a number from 0 to the given one, which is added to long waits
 */
public record ApiContext(
    Store store,
    String datacenter,
    boolean community,
    boolean alwaysPretty,
    String defaultPolicy,
    Map<String, String> responseHeaders,
    Servers servers,
    LongUnaryOperator jitter) {

  public ApiContext {
    responseHeaders = Map.copyOf(responseHeaders);
  }
}
