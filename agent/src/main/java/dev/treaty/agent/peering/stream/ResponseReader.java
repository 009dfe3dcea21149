package dev.treaty.agent.peering.stream;

import dev.treaty.agent.wire.peerstream.Operation;
import dev.treaty.agent.wire.peerstream.ReplicationMessage.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Decides whether a response is taken, and says why not in Consul's words. */
final class ResponseReader {
  private final Dialect dialect;
  private final Predicate<ResourceType> subscribed;

  ResponseReader(Dialect dialect, Predicate<ResourceType> subscribed) {
    this.dialect = dialect;
    this.subscribed = subscribed;
  }

  /** What is to be done with a response. */
  sealed interface Reading {
    record Take(ImportedResource resource) implements Reading {}

    record Refuse(int code, String message) implements Reading {}
  }

  Reading read(Response response) {
    Optional<ResourceType> type = ResourceType.of(response.getResourceURL()).filter(subscribed);
    if (type.isEmpty()) {
      return malformed(
          "received response for unknown resource type \""
              + Shown.of(response.getResourceURL())
              + "\"");
    }
    if (response.getNonce().isEmpty() && dialect == Dialect.CURRENT) {
      return malformed(
          "received response without a nonce for: "
              + response.getResourceURL()
              + ":"
              + Shown.of(response.getResourceID()));
    }
    if (isRemoval(response) && type.get() == ResourceType.EXPORTED_SERVICE) {
      return removal(response);
    }
    if (response.getOperation() != Operation.OPERATION_UPSERT) {
      return malformed("unsupported operation: " + operation(response));
    }
    if (!response.hasResource()) {
      return malformed("received upsert response with no content");
    }
    try {
      return new Reading.Take(
          ImportReader.read(type.get(), response.getResourceID(), response.getResource()));
    } catch (Refusal refusal) {
      return notApplied(response, refusal.text());
    }
  }

  /** The refusal of a response that was in order but could not be stored. */
  static Reading.Refuse notApplied(Response response, String cause) {
    return new Reading.Refuse(
        Wire.INTERNAL,
        "upsert error, ResourceURL: \""
            + response.getResourceURL()
            + "\", ResourceID: \""
            + Shown.of(response.getResourceID())
            + "\": "
            + cause);
  }

  private boolean isRemoval(Response response) {
    return dialect.removesByOperation() && response.getOperationValue() == Wire.OPERATION_DELETE;
  }

  private static Reading removal(Response response) {
    try {
      String name = Fields.required("service name", response.getResourceID());
      return new Reading.Take(new ImportedResource.Service(name, List.of()));
    } catch (Refusal refusal) {
      return notApplied(response, refusal.text());
    }
  }

  private static String operation(Response response) {
    return response.getOperation() == Operation.OPERATION_UNSPECIFIED
        ? "\"OPERATION_UNSPECIFIED\""
        : String.valueOf(response.getOperationValue());
  }

  private static Reading malformed(String message) {
    return new Reading.Refuse(Wire.INVALID_ARGUMENT, message);
  }
}
