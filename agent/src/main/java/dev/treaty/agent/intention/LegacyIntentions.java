package dev.treaty.agent.intention;

import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.http.Answer;
import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.http.ApiRequest;
import dev.treaty.agent.http.ApiResponse;
import dev.treaty.agent.http.GoFields;
import dev.treaty.agent.notation.GoText;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Intentions by ID: the older API, which {@code consul intention create} still speaks. It edits
 * entries that were only ever edited by it.
 */
final class LegacyIntentions {

  private final AgentContext context;
  private final ExactEdit edit;

  LegacyIntentions(AgentContext context, ExactEdit edit) {
    this.context = context;
    this.edit = edit;
  }

  Answer create(ApiRequest request) {
    IntentionBody body = decode(request);
    refuseNamespaces(body, true);
    refusePeer(body);
    if (body.text("DestinationName").isEmpty()) {
      throw ApiException.forbidden("Permission denied");
    }
    if (!body.text("ID").isEmpty()) {
      throw ApiException.refused("ID must be empty when creating a new intention");
    }
    ServicePart destination = part(body, "Destination", request.tenancy());
    String id = UUID.randomUUID().toString();
    Value.Fields source = source(body, request.tenancy(), id, Optional.empty());
    edit.change(
        destination,
        (old, meta) -> {
          if (old.stream().anyMatch(one -> one.text(LegacyFields.ID).isEmpty())) {
            throw ApiException.refused(
                "cannot use legacy intention API to edit intentions with a destination of \""
                    + destination.name()
                    + "\" after editing them via a service-intentions config entry");
          }
          List<Value> sources = new ArrayList<>(old);
          sources.add(source);
          return sources;
        });
    return id(id);
  }

  Answer read(ApiRequest request) {
    String id = request.rest();
    if (!id.isEmpty()) {
      badId(id)
          .ifPresent(fault -> {
            throw ApiException.badRequest(fault);
          });
    }
    Listed found = find(id).orElseThrow(() -> ApiException.notFound("Intention not found"));
    return ApiResponse.json(json -> IntentionJson.write(found, json));
  }

  Answer update(ApiRequest request) {
    String id = request.rest();
    IntentionBody body = decode(request);
    refusePeer(body);
    Listed found =
        lookup(id)
            .orElseThrow(
                () -> ApiException.refused("Cannot modify non-existent intention: '" + id + "'"));
    ServicePart destination = part(body, "Destination", request.tenancy());
    ServicePart stored = destinationOf(found);
    if (!destination.equals(stored)) {
      throw ApiException.refused(
          "Cannot modify Destination partition/namespace/name for an intention once it exists.");
    }
    refuseNamespaces(body, false);
    String created = found.intention().body().text(LegacyFields.CREATED);
    Value.Fields source = source(body, request.tenancy(), id, Optional.of(created));
    edit.change(
        destination,
        (old, meta) ->
            old.stream()
                .map(one -> one.text(LegacyFields.ID).equals(id) ? source : one)
                .map(Value.class::cast)
                .toList());
    return id(id);
  }

  Answer delete(ApiRequest request) {
    String id = request.rest();
    if (id.isEmpty()) {
      // What is left of the request names nothing that anybody may write.
      throw ApiException.forbidden("Permission denied");
    }
    Listed found =
        lookup(id)
            .orElseThrow(
                () -> ApiException.refused("Cannot delete non-existent intention: '" + id + "'"));
    edit.change(
        destinationOf(found),
        (old, meta) ->
            old.stream()
                .filter(one -> !one.text(LegacyFields.ID).equals(id))
                .map(Value.class::cast)
                .toList());
    return ApiResponse.flag(true);
  }

  private static ApiResponse id(String id) {
    return ApiResponse.json(json -> {
      json.writeStartObject();
      json.writeStringField("ID", id);
      json.writeEndObject();
    });
  }

  private Optional<Listed> lookup(String id) {
    badId(id)
        .ifPresent(fault -> {
          throw ApiException.refused("Intention lookup failed: " + fault);
        });
    return find(id);
  }

  private static Optional<String> badId(String id) {
    String start = "failed config entry lookup: index error: ";
    if (id.length() != 36) {
      return Optional.of(start + "UUID must be 36 characters");
    }
    String digits = id.replace("-", "");
    int hyphens = id.length() - digits.length();
    if (hyphens > 4) {
      return Optional.of(start + "UUID should have maximum of 4 \"-\"; got " + hyphens);
    }
    if (digits.length() % 2 != 0) {
      return Optional.of(start + "Input (without hyphens) must be even length");
    }
    return digits
        .chars()
        .filter(c -> Character.digit(c, 16) < 0)
        .mapToObj(
            c -> "%sInvalid UUID: encoding/hex: invalid byte: U+%04X '%c'".formatted(start, c, c))
        .findFirst();
  }

  private Optional<Listed> find(String id) {
    return Listed.all(context.store().state()).stream()
        .filter(listed -> !id.isEmpty())
        .filter(listed -> listed.intention().body().text(LegacyFields.ID).equals(id))
        .findFirst();
  }

  private static ServicePart destinationOf(Listed listed) {
    return new ServicePart(
        listed.intention().destination(), listed.intention().destinationTenancy(), "");
  }

  private static IntentionBody decode(ApiRequest request) {
    IntentionBody body;
    try {
      body = IntentionBody.decode(request.body());
    } catch (GoFields.Refused e) {
      throw ApiException.refused("Failed to decode request body: " + e.text());
    }
    for (String end : List.of("Destination", "Source")) {
      String partition = body.text(end + "Partition");
      if (!partition.isEmpty() && !partition.equals("default")) {
        throw ApiException.badRequest(
            "Cannot specify a %s partition with this endpoint"
                .formatted(end.toLowerCase(Locale.ROOT)));
      }
    }
    return body;
  }

  private static void refusePeer(IntentionBody body) {
    if (!body.text("SourcePeer").isEmpty()) {
      throw ApiException.refused(
          "SourcePeer field is not supported on this endpoint. Use config entries instead");
    }
  }

  /** One creation says it in other words than a change does. */
  private void refuseNamespaces(IntentionBody body, boolean creating) {
    if (!context.settings().isCommunity()) {
      return;
    }
    for (String end : List.of("Source", "Destination")) {
      String namespace = body.text(end + "NS");
      if (!namespace.isEmpty() && !namespace.equalsIgnoreCase("default")) {
        String why = ": Namespaces is a Consul Enterprise feature";
        if (creating) {
          throw ApiException.badRequest("Invalid " + end + "NS(" + namespace + ")" + why);
        }
        throw ApiException.refused(
            "Invalid "
                + end.toLowerCase(Locale.ROOT)
                + " namespace "
                + GoText.quote(namespace)
                + why);
      }
    }
  }

  private static ServicePart part(IntentionBody body, String end, Tenancy around) {
    String partition = body.text(end + "Partition");
    String namespace = body.text(end + "NS");
    Tenancy tenancy =
        new Tenancy(
            partition.isEmpty() ? around.partition() : partition,
            namespace.isEmpty() ? around.namespace() : namespace);
    return new ServicePart(body.text(end + "Name"), tenancy, "");
  }

  private Value.Fields source(
      IntentionBody body, Tenancy around, String id, Optional<String> created) {
    LegacyRules.check(body);
    String now = context.clock().instant().toString();
    ServicePart part = part(body, "Source", around);
    Value.Fields source = Value.Fields.EMPTY.with("Name", Value.text(part.name()));
    if (!part.tenancy().partition().equals("default")) {
      source = source.with("Partition", Value.text(part.tenancy().partition()));
    }
    if (!part.tenancy().namespace().equals("default")) {
      source = source.with("Namespace", Value.text(part.tenancy().namespace()));
    }
    source = source.with("Action", body.value("Action"));
    if (!body.text("SourceSamenessGroup").isEmpty()) {
      source = source.with("SamenessGroup", body.value("SourceSamenessGroup"));
    }
    source = source.with(LegacyFields.ID, Value.text(id));
    if (!body.text("Description").isEmpty()) {
      source = source.with("Description", body.value("Description"));
    }
    if (body.value("Meta") instanceof Value.Fields meta && !meta.map().isEmpty()) {
      source = source.with(LegacyFields.META, meta);
    }
    return source
        .with(LegacyFields.CREATED, Value.text(created.orElse(now)))
        .with(LegacyFields.UPDATED, Value.text(now));
  }
}
