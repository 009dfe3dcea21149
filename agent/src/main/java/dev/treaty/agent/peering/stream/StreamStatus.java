package dev.treaty.agent.peering.stream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Keeps the facts of a stream, starting from those of the one before. Confined to its stream. */
final class StreamStatus {
  private boolean connected;
  private Optional<String> error;
  private Optional<List<String>> imported;
  private Optional<List<String>> exported;
  private Optional<Instant> lastHeartbeat;
  private Optional<Instant> lastReceive;
  private Optional<Instant> lastSend;
  private Optional<String> lastNack;

  StreamStatus(StreamFacts before) {
    this.error = before.error();
    this.imported = before.importedServices();
    this.exported = before.exportedServices();
    this.lastHeartbeat = before.lastHeartbeat();
    this.lastReceive = before.lastReceive();
    this.lastSend = before.lastSend();
    this.lastNack = before.lastNack();
  }

  StreamFacts facts() {
    return new StreamFacts(
        connected, error, imported, exported, lastHeartbeat, lastReceive, lastSend, lastNack);
  }

  boolean isConnected() {
    return connected;
  }

  void connected() {
    if (!connected) {
      connected = true;
      error = Optional.empty();
      lastNack = Optional.empty();
    }
  }

  void ended(StreamEnd end) {
    boolean was = connected;
    connected = false;
    switch (end) {
      case StreamEnd.Broken broken -> {
        // A server that could not be reached says nothing about the peering.
        if (was || !broken.code().equals("UNAVAILABLE")) {
          error = Optional.of(broken.message());
        }
      }
      case StreamEnd.TerminatedByPeer t -> error = Optional.empty();
      case StreamEnd.TerminatedByUs t -> error = Optional.empty();
      case StreamEnd.Abandoned a -> {}
    }
  }

  void heartbeat(Instant now) {
    lastHeartbeat = Optional.of(now);
    lastReceive = Optional.of(now);
  }

  void imported(ImportedResource resource, Dialect dialect, Instant now) {
    lastReceive = Optional.of(now);
    switch (resource) {
      case ImportedResource.ServiceList list -> imported = Optional.of(list.names());
      case ImportedResource.Service service -> {
        if (!dialect.knowsServiceList()) {
          imported = Optional.of(counted(service));
        }
      }
      case ImportedResource.TrustBundle t -> {}
      case ImportedResource.ServerAddresses a -> {}
    }
  }

  // Consul 1.13 sends no list: what arrived is what there is.
  private List<String> counted(ImportedResource.Service service) {
    TreeSet<String> names = new TreeSet<>(imported.orElse(List.of()));
    if (service.instances().isEmpty()) {
      names.remove(service.name());
    } else {
      names.add(service.name());
    }
    return List.copyOf(names);
  }

  void receiveFailed(Instant now) {
    lastReceive = Optional.of(now);
  }

  void sent(Instant now) {
    lastSend = Optional.of(now);
  }

  void exported(Optional<List<String>> names) {
    exported = names.isPresent() ? names : exported;
  }

  void nacked(String text) {
    lastNack = Optional.of(text);
  }
}
