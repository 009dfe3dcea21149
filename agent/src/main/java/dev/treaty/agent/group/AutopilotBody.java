package dev.treaty.agent.group;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.http.GoDuration;
import dev.treaty.agent.notation.GoText;
import java.io.IOException;
import java.util.Map;

/** Reads the body that sets autopilot; what it does not name is zero, as in Consul. */
final class AutopilotBody {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode node;

  private AutopilotBody(JsonNode node) {
    this.node = node;
  }

  static AutopilotConfig read(byte[] bytes) {
    JsonNode node;
    try {
      node = JSON.readTree(bytes);
    } catch (IOException e) {
      throw refused("invalid JSON");
    }
    if (!node.isObject()) {
      throw refused(node.isMissingNode() ? "EOF" : "the body is no JSON object");
    }
    AutopilotBody body = new AutopilotBody(node);
    return new AutopilotConfig(
        body.flag("CleanupDeadServers"),
        body.nanos("LastContactThreshold"),
        body.number("MaxTrailingLogs"),
        (int) Math.min(Integer.MAX_VALUE, body.number("MinQuorum")),
        body.nanos("ServerStabilizationTime"),
        body.text("RedundancyZoneTag"),
        body.flag("DisableUpgradeMigration"),
        body.text("UpgradeVersionTag"));
  }

  private static ApiException refused(String reason) {
    return ApiException.badRequest("Error parsing autopilot config: " + reason);
  }

  private JsonNode get(String name) {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (member.getKey().equalsIgnoreCase(name)) {
        return member.getValue();
      }
    }
    return JSON.nullNode();
  }

  private boolean flag(String name) {
    JsonNode value = get(name);
    if (!value.isNull() && !value.isBoolean()) {
      throw refused(name + " is no boolean");
    }
    return value.asBoolean();
  }

  private long number(String name) {
    JsonNode value = get(name);
    boolean good = value.isNull() || (value.isIntegralNumber() && value.canConvertToLong());
    if (!good || value.asLong() < 0) {
      throw refused(name + " is no number, 0 or more");
    }
    return value.asLong();
  }

  private String text(String name) {
    JsonNode value = get(name);
    if (!value.isNull() && !value.isTextual()) {
      throw refused(name + " is no string");
    }
    return value.isNull() ? "" : value.textValue();
  }

  private long nanos(String name) {
    JsonNode value = get(name);
    if (value.isIntegralNumber()) {
      return value.asLong();
    }
    String text = text(name);
    return text.isEmpty()
        ? 0
        : GoDuration.parse(text)
            .orElseThrow(() -> refused("time: invalid duration " + GoText.quote(text)))
            .toNanos();
  }
}
