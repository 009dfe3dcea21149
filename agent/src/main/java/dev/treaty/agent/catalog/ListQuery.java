package dev.treaty.agent.catalog;

import dev.treaty.agent.filter.Fields;
import dev.treaty.agent.filter.Filter;
import dev.treaty.agent.filter.InvalidFilterException;
import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.http.ApiRequest;
import dev.treaty.model.entry.Tenancy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters that lists of the catalog and of health share.
 *
 * @param peer whose objects are asked for; empty for local ones
 * @param nodeMeta what the node's meta must hold
 * @param tags what a service must be tagged with, in any case
 */
public record ListQuery(
    String peer, Tenancy tenancy, Map<String, String> nodeMeta, List<String> tags, String filter) {

  public ListQuery {
    nodeMeta = Map.copyOf(nodeMeta);
    tags = List.copyOf(tags);
  }

  /** Reads them. */
  public static ListQuery of(ApiRequest request) {
    Map<String, String> meta = new LinkedHashMap<>();
    for (String pair : request.query().all("node-meta")) {
      int colon = pair.indexOf(':');
      meta.put(
          colon < 0 ? pair : pair.substring(0, colon), colon < 0 ? "" : pair.substring(colon + 1));
    }
    return new ListQuery(
        request.query().get("peer"),
        request.tenancy(),
        meta,
        request.query().all("tag"),
        request.query().get("filter"));
  }

  /** The same for local objects. */
  public ListQuery local() {
    return new ListQuery("", tenancy, nodeMeta, tags, filter);
  }

  /** The service of that name in the tenancy asked for. */
  public ServiceName service(String name) {
    return new ServiceName(tenancy, name);
  }

  /** Says whether the node's meta holds what is asked for. */
  public boolean wantsNode(NodeRow node) {
    for (Map.Entry<String, String> wanted : nodeMeta.entrySet()) {
      if (!wanted.getValue().equals(node.meta().get(wanted.getKey()))) {
        return false;
      }
    }
    return true;
  }

  /** Says whether the service carries all tags asked for. */
  public boolean wantsTags(ServiceRow row) {
    for (String tag : tags) {
      if (row.tags().stream().noneMatch(tag::equalsIgnoreCase)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The filter over objects of a type.
   *
   * @throws ApiException 500 with the reason
   */
  public <T> Filter<T> filter(Fields<T> fields) {
    try {
      return Filter.of(filter, fields);
    } catch (InvalidFilterException e) {
      throw ApiException.refused(String.valueOf(e.getMessage()));
    }
  }
}
