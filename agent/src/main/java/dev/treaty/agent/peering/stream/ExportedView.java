package dev.treaty.agent.peering.stream;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the peer was sent on this stream against what it may see now; the difference is taken one
 * resource at a time.
 *
 * <p>A slow peer costs no memory: a service that changes while it waits is sent once, as it is at
 * that moment. Confined to its stream.
 */
final class ExportedView {
  private static final String CONSUL = "consul";

  private final Dialect dialect;
  private final int largest;
  private final Set<ResourceType> subscribed = EnumSet.noneOf(ResourceType.class);
  private final Map<String, Sent> sent = new HashMap<>();
  private final Map<ResourceType, ByteString> sentOnce = new HashMap<>();
  private final Set<String> waiting = new LinkedHashSet<>();
  private ExportSnapshot now = ExportSnapshot.NOTHING;
  private SortedSet<String> names = new TreeSet<>();
  private Optional<SortedSet<String>> sentNames = Optional.empty();
  private final Set<ResourceType> due = EnumSet.noneOf(ResourceType.class);
  private boolean withdrawing;

  private record Sent(long version, ByteString digest) {}

  /** Something to send: an upsert, or for Consul 1.13 a removal. */
  sealed interface Outgoing {
    record Upsert(ResourceType type, String id, Any resource) implements Outgoing {}

    record Removal(String service) implements Outgoing {}

    /** Nothing goes out, but the log should know why. */
    record Withheld(String reason) implements Outgoing {}
  }

  ExportedView(Dialect dialect, int largestMessage) {
    this.dialect = dialect;
    this.largest = largestMessage - StreamLimits.ENVELOPE;
  }

  void offer(ExportSnapshot snapshot) {
    now = snapshot;
    names = new TreeSet<>(snapshot.services().keySet());
    names.remove(CONSUL);
    names.remove("");
    waiting.addAll(names);
    for (String gone : sent.keySet()) {
      if (!names.contains(gone)) {
        waiting.add(gone);
      }
    }
    due.addAll(EnumSet.allOf(ResourceType.class));
    // What was sent but not yet listed counts, too: the peer keeps it until a list leaves it out.
    withdrawing =
        dialect.knowsServiceList()
            && !(names.containsAll(sent.keySet())
                && names.containsAll(sentNames.orElse(Collections.emptySortedSet())));
  }

  void subscribe(ResourceType type) {
    subscribed.add(type);
  }

  /** The names of the last list sent; empty when there was none. */
  Optional<List<String>> sentNames() {
    return sentNames.map(List::copyOf);
  }

  /** The next thing the peer does not know yet; empty when it knows everything. */
  List<Outgoing> next() {
    if (isDue(ResourceType.TRUST_BUNDLE) && now.trustBundle().isPresent()) {
      Any bundle = ExportWriter.trustBundle(now.trustBundle().get());
      if (differs(ResourceType.TRUST_BUNDLE, bundle)) {
        return upsert(ResourceType.TRUST_BUNDLE, ResourceType.TRUST_BUNDLE_ID, bundle);
      }
    }
    if (isDue(ResourceType.SERVER_ADDRESSES) && !now.serverAddresses().isEmpty()) {
      Any addresses = ExportWriter.serverAddresses(now.serverAddresses());
      if (differs(ResourceType.SERVER_ADDRESSES, addresses)) {
        return upsert(ResourceType.SERVER_ADDRESSES, ResourceType.SERVER_ADDRESSES_ID, addresses);
      }
    }
    return subscribed.contains(ResourceType.EXPORTED_SERVICE) ? nextService() : List.of();
  }

  private boolean isDue(ResourceType type) {
    return subscribed.contains(type) && due.remove(type);
  }

  private List<Outgoing> nextService() {
    // What was withdrawn must not wait behind what is new.
    if (withdrawing) {
      return list();
    }
    while (!waiting.isEmpty()) {
      String name = waiting.iterator().next();
      waiting.remove(name);
      List<Outgoing> out = names.contains(name) ? changed(name) : withdrawn(name);
      if (!out.isEmpty()) {
        return out;
      }
    }
    // Last, so that a name in the list has its instances there.
    return due.remove(ResourceType.EXPORTED_SERVICE_LIST) && !sentNames.equals(Optional.of(names))
        ? list()
        : List.of();
  }

  private List<Outgoing> changed(String name) {
    ExportedService service =
        Objects.requireNonNull(now.services().get(name), "a name of the snapshot");
    Sent before = sent.getOrDefault(name, new Sent(-1, ByteString.EMPTY));
    if (service.isAt(before.version())) {
      return List.of();
    }
    ExportWriter.Written written = ExportWriter.service(name, service.instances());
    ByteString digest = digest(written.resource());
    sent.put(name, new Sent(service.version(), digest));
    if (digest.equals(before.digest())) {
      return List.of();
    }
    List<Outgoing> out = new ArrayList<>();
    written.warnings().forEach(warning -> out.add(new Outgoing.Withheld(warning)));
    out.addAll(upsert(ResourceType.EXPORTED_SERVICE, name, written.resource()));
    return out;
  }

  private List<Outgoing> withdrawn(String name) {
    // To those who know lists the next list says it.
    boolean bySelf = dialect.removesByOperation() && sent.remove(name) != null;
    return bySelf ? List.of(new Outgoing.Removal(name)) : List.of();
  }

  private List<Outgoing> list() {
    sent.keySet().retainAll(names);
    withdrawing = false;
    sentNames = Optional.of(Collections.unmodifiableSortedSet(new TreeSet<>(names)));
    if (!dialect.knowsServiceList()) {
      return List.of();
    }
    return upsert(
        ResourceType.EXPORTED_SERVICE_LIST,
        ResourceType.SERVICE_LIST_ID,
        ExportWriter.serviceList(names));
  }

  private List<Outgoing> upsert(ResourceType type, String id, Any resource) {
    // Too large a message would end the stream, and the next one, and so on.
    if (resource.getValue().size() > largest) {
      return List.of(
          new Outgoing.Withheld(
              id
                  + " is not exported: "
                  + resource.getValue().size()
                  + " bytes, at most "
                  + largest));
    }
    return List.of(new Outgoing.Upsert(type, id, resource));
  }

  private boolean differs(ResourceType type, Any resource) {
    ByteString digest = digest(resource);
    return !digest.equals(sentOnce.put(type, digest));
  }

  private static ByteString digest(Any resource) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(resource.getValue().asReadOnlyByteBuffer());
      return ByteString.copyFrom(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
