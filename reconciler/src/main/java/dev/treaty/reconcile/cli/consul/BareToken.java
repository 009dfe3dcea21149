package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.value.JsonSyntaxException;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import dev.treaty.reconcile.consul.PeeringToken;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Takes the signed token out of Consul's envelope (base64 of a JSON object). */
final class BareToken {

  private static final Pattern JWT = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");

  private BareToken() {}

  /** The JWT, or empty where the envelope holds Consul's own kind of secret, a UUID. */
  static Optional<String> of(PeeringToken token) {
    if (JWT.matcher(token.reveal()).matches()) {
      return Optional.of(token.reveal());
    }
    try {
      Value envelope = ValueJson.parse(Base64.getDecoder().decode(token.reveal()));
      return envelope instanceof Value.Fields fields
          ? Optional.of(fields.text("EstablishmentSecret")).filter(s -> JWT.matcher(s).matches())
          : Optional.empty();
    } catch (IllegalArgumentException | JsonSyntaxException e) {
      return Optional.empty();
    }
  }
}
