package dev.treaty.agent.http;

import dev.treaty.model.entry.Tenancy;
import java.util.Optional;
import java.util.function.Function;

/** A request as a handler sees it. */
public final class ApiRequest {

  private final ApiContext context;
  private final String method;
  private final String path;
  private final String pattern;
  private final String uri;
  private final QueryString query;
  private final Function<String, Optional<String>> headers;
  private final String remoteAddress;
  private final byte[] body;

  ApiRequest(
      ApiContext context,
      String method,
      String path,
      String pattern,
      String uri,
      QueryString query,
      Function<String, Optional<String>> headers,
      String remoteAddress,
      byte[] body) {
    this.context = context;
    this.method = method;
    this.path = path;
    this.pattern = pattern;
    this.uri = uri;
    this.query = query;
    this.headers = headers;
    this.remoteAddress = remoteAddress;
    this.body = body;
  }

  public String method() {
    return method;
  }

  /** The whole path, decoded. */
  public String path() {
    return path;
  }

  /** Path and query as they came. */
  String uri() {
    return uri;
  }

  /** What follows the route's pattern, decoded; {@code ""} for an exact route. */
  public String rest() {
    return path.substring(Math.min(path.length(), pattern.length()));
  }

  public QueryString query() {
    return query;
  }

  public Optional<String> header(String name) {
    return headers.apply(name);
  }

  /** The body; not copied, not to be changed. */
  public byte[] body() {
    return body;
  }

  /** The client's IP address. */
  public String remoteAddress() {
    return remoteAddress;
  }

  public ApiContext context() {
    return context;
  }

  /** The parameters of a read. */
  public QueryOptions options() {
    return QueryOptions.parse(this);
  }

  /** {@code ?datacenter}, else {@code ?dc}, else the agent's. */
  public String datacenter() {
    String asked = query.get("datacenter").isEmpty() ? query.get("dc") : query.get("datacenter");
    return asked.isEmpty() ? context.datacenter() : asked;
  }

  /**
   * Refuses any datacenter but the agent's, as Consul does without a WAN.
   *
   * @throws ApiException 500
   */
  public void requireOwnDatacenter() {
    if (!datacenter().equals(context.datacenter())) {
      throw ApiException.refused("No path to datacenter");
    }
  }

  /** The ACL token: {@code ?token}, else X-Consul-Token, else Authorization: Bearer. */
  public Secret token() {
    String asked = query.get("token");
    if (!asked.isEmpty()) {
      return new Secret(asked);
    }
    Optional<String> header = header("X-Consul-Token").filter(text -> !text.isEmpty());
    if (header.isPresent()) {
      return new Secret(header.get());
    }
    return header("Authorization")
        .map(String::strip)
        .filter(text -> text.regionMatches(true, 0, "Bearer ", 0, 7))
        .map(text -> new Secret(text.substring(7).strip()))
        .orElse(Secret.NONE);
  }

  /**
   * The partition and namespace asked for.
   *
   * @throws ApiException 400 where a Community Edition is asked for one, {@code default} included
   */
  public Tenancy tenancy() {
    String namespace = tenant("ns", "X-Consul-Namespace", "Namespaces");
    return new Tenancy(partition(), namespace);
  }

  /** The partition asked for, on endpoints that pass over the namespace. */
  public String partition() {
    String asked = tenant("partition", "X-Consul-Partition", "Partitions");
    return asked.isEmpty() ? "default" : asked;
  }

  private String tenant(String parameter, String header, String what) {
    String inHeader = header(header).orElse("");
    String inQuery = query.get(parameter);
    if (context.community()) {
      if (!inHeader.isEmpty()) {
        throw ApiException.badRequest(
            "Invalid header: \"" + header + "\" - " + what + " are a Consul Enterprise feature");
      }
      if (!inQuery.isEmpty()) {
        throw ApiException.badRequest(
            "Invalid query parameter: \""
                + parameter
                + "\" - "
                + what
                + " are a Consul Enterprise feature");
      }
    }
    return inQuery.isEmpty() ? inHeader : inQuery;
  }

  boolean wantsPretty() {
    return context.alwaysPretty() || query.has("pretty");
  }
}
