package dev.treaty.agent.chain;

import dev.treaty.agent.http.ApiException;
import dev.treaty.model.graph.ChainRequest.Overrides;
import dev.treaty.model.value.GoDuration;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.GoJsonSyntax;
import dev.treaty.model.value.JsonSyntaxException;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The body of a POST, decoded as loosely as Consul does; unknown keys are passed over. */
final class ChainOverrides {

  private static final Set<String> MODES = Set.of("", "none", "local", "remote");

  private final TreeSet<String> faults = new TreeSet<>();

  private ChainOverrides() {}

  /**
   * What the body overrides.
   *
   * @throws ApiException 400
   */
  static Overrides decode(byte[] body) {
    return new ChainOverrides().decode(read(body));
  }

  private static Value.Fields read(byte[] body) {
    GoJsonSyntax.faultOfFirst(body).ifPresent(ChainOverrides::refuse);
    Value value;
    try {
      value = ValueJson.parseFirst(body);
    } catch (JsonSyntaxException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
    return switch (value) {
      case Value.Fields fields -> fields;
      case Value.Nothing nothing -> Value.Fields.EMPTY;
      case Value.Items items -> throw noMap("array");
      case Value.Text text -> throw noMap("string");
      case Value.Flag flag -> throw noMap("bool");
      case Value.Whole number -> throw noMap("number");
      case Value.Decimal number -> throw noMap("number");
    };
  }

  private Overrides decode(Value.Fields body) {
    String protocol = "";
    String mode = "";
    long timeout = 0;
    for (Map.Entry<String, Value> field : body.map().entrySet()) {
      switch (field.getKey().replace("_", "").toLowerCase(Locale.ROOT)) {
        case "overrideprotocol" -> protocol = text("OverrideProtocol", field.getValue());
        case "overrideconnecttimeout" -> timeout = duration(field.getValue());
        case "overridemeshgateway" -> mode = mode(field.getValue());
        default -> {}
      }
    }
    if (!faults.isEmpty()) {
      throw refused(faults.size() + " error(s) decoding:\n\n* " + String.join("\n* ", faults));
    }
    if (!MODES.contains(mode)) {
      throw ApiException.badRequest("Invalid OverrideMeshGateway.Mode parameter");
    }
    return new Overrides(mode, protocol, timeout);
  }

  private String mode(Value value) {
    if (single(value) instanceof Value.Fields fields) {
      for (Map.Entry<String, Value> field : fields.map().entrySet()) {
        if (field.getKey().equalsIgnoreCase("Mode")) {
          return text("OverrideMeshGateway.Mode", field.getValue());
        }
      }
      return "";
    }
    if (!(value instanceof Value.Nothing)) {
      faults.add("'OverrideMeshGateway' expected a map, got '" + kind(value) + "'");
    }
    return "";
  }

  private String text(String key, Value value) {
    return switch (single(value)) {
      case Value.Text(String text) -> text;
      case Value.Nothing nothing -> "";
      case Value.Flag(boolean on) -> on ? "1" : "0";
      case Value.Whole(var number) -> GoFormat.plain(number.doubleValue());
      case Value.Decimal(var number) -> GoFormat.plain(number.doubleValue());
      case Value.Items items -> unconvertible(key, "string", value, "");
      case Value.Fields fields -> unconvertible(key, "string", value, "");
    };
  }

  private long duration(Value value) {
    return switch (single(value)) {
      case Value.Text(String text) ->
          switch (GoDuration.parse(text)) {
            case GoDuration.Span(long nanoseconds) -> nanoseconds;
            case GoDuration.Bad(String message) -> {
              faults.add("error decoding 'OverrideConnectTimeout': " + message);
              yield 0L;
            }
          };
      case Value.Nothing nothing -> 0L;
      case Value.Flag(boolean on) -> on ? 1L : 0L;
      case Value.Whole(var number) -> (long) number.doubleValue();
      case Value.Decimal(var number) -> (long) number.doubleValue();
      case Value.Items items -> unconvertible("OverrideConnectTimeout", "time.Duration", value, 0L);
      case Value.Fields fields ->
          unconvertible("OverrideConnectTimeout", "time.Duration", value, 0L);
    };
  }

  private <T> T unconvertible(String key, String type, Value value, T instead) {
    faults.add(
        "'"
            + key
            + "' expected type '"
            + type
            + "', got unconvertible type '"
            + (value instanceof Value.Items ? "[]interface {}" : "map[string]interface {}")
            + "', value: '"
            + GoFormat.print(value)
            + "'");
    return instead;
  }

  /** A list of one stands for its element. */
  private static Value single(Value value) {
    return value instanceof Value.Items(List<Value> values) && values.size() == 1
        ? values.getFirst()
        : value;
  }

  private static String kind(Value value) {
    return switch (value) {
      case Value.Text text -> "string";
      case Value.Flag flag -> "bool";
      case Value.Whole number -> "float64";
      case Value.Decimal number -> "float64";
      case Value.Items items -> "slice";
      case Value.Fields fields -> "map";
      case Value.Nothing nothing -> "nil";
    };
  }

  private static void refuse(String text) {
    throw refused(text);
  }

  private static ApiException noMap(String what) {
    return refused(
        "json: cannot unmarshal " + what + " into Go value of type map[string]interface {}");
  }

  private static ApiException refused(String text) {
    return ApiException.badRequest("Request decoding failed: " + text);
  }
}
