package dev.treaty.model.entry;

import java.util.Map;
import java.util.Optional;

/** How consul-k8s calls the kinds of config entries. */
public final class ResourceKinds {

  /** The version that consul-k8s gives its resources. */
  public static final String API_VERSION = "consul.hashicorp.com/v1alpha1";

  private ResourceKinds() {}

  /** The resource of an entry's kind; some kinds have none. */
  public static Optional<String> ofEntry(String kind) {
    return CustomResource.KINDS.entrySet().stream()
        .filter(known -> known.getValue().equals(kind))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The entry's kind of a resource. */
  public static Optional<String> ofResource(String kind) {
    return Optional.ofNullable(CustomResource.KINDS.get(kind));
  }
}
