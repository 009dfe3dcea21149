package dev.treaty.agent.catalog;

import dev.treaty.agent.store.Row;
import dev.treaty.model.entry.Tenancy;
import java.util.List;

/**
 * A health check and what it last said.
 *
 * @param peer the peer it was imported from; empty for a local one
 * @param node name of the node
 * @param serviceId the instance it belongs to; empty for a check of the node
 * @param interval from the definition, as it is shown
 * @param timeout from the definition, as it is shown
 */
public record CheckRow(
    String peer,
    Tenancy tenancy,
    String node,
    String id,
    String name,
    String status,
    String notes,
    String output,
    String serviceId,
    String serviceName,
    List<String> serviceTags,
    String type,
    String interval,
    String timeout,
    int exposedPort,
    CheckDefinition definition)
    implements Row {

  public static final String PASSING = "passing";
  public static final String WARNING = "warning";
  public static final String CRITICAL = "critical";

  public CheckRow {
    serviceTags = List.copyOf(serviceTags);
  }

  /** A local check of a node. */
  public static CheckRow ofNode(String node, String id, String name, String status) {
    return new CheckRow(
        "",
        Tenancy.DEFAULT,
        node,
        id,
        name,
        status,
        "",
        "",
        "",
        "",
        List.of(),
        "",
        "",
        "",
        0,
        CheckDefinition.NONE);
  }

  /** The same check, belonging to an instance. */
  public CheckRow forService(String newServiceId, String newName, List<String> tags) {
    return new CheckRow(
        peer,
        tenancy,
        node,
        id,
        name,
        status,
        notes,
        output,
        newServiceId,
        newName,
        tags,
        type,
        interval,
        timeout,
        exposedPort,
        definition);
  }

  /** The same check as imported from the peer, on that node. */
  public CheckRow importedFrom(String peerName, String onNode) {
    return new CheckRow(
        peerName,
        tenancy,
        onNode,
        id,
        name,
        status,
        notes,
        output,
        serviceId,
        serviceName,
        serviceTags,
        type,
        interval,
        timeout,
        exposedPort,
        definition);
  }

  /** The same check on another node. */
  public CheckRow onNode(String other) {
    return importedFrom(peer, other);
  }

  /** The same check with another result. */
  public CheckRow saying(String newStatus, String newOutput) {
    return new CheckRow(
        peer,
        tenancy,
        node,
        id,
        name,
        newStatus,
        notes,
        newOutput,
        serviceId,
        serviceName,
        serviceTags,
        type,
        interval,
        timeout,
        exposedPort,
        definition);
  }

  /** The same check with another type and notes. */
  public CheckRow explained(String newType, String newNotes) {
    return new CheckRow(
        peer,
        tenancy,
        node,
        id,
        name,
        status,
        newNotes,
        output,
        serviceId,
        serviceName,
        serviceTags,
        newType,
        interval,
        timeout,
        exposedPort,
        definition);
  }

  /** Says whether it belongs to the node rather than to an instance. */
  public boolean ofNode() {
    return serviceId.isEmpty();
  }
}
