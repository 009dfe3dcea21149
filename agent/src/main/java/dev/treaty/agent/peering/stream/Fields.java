package dev.treaty.agent.peering.stream;

import static dev.treaty.agent.peering.stream.StreamLimits.META_KEY;
import static dev.treaty.agent.peering.stream.StreamLimits.META_PAIRS;
import static dev.treaty.agent.peering.stream.StreamLimits.META_VALUE;
import static dev.treaty.agent.peering.stream.StreamLimits.NAME;
import static dev.treaty.agent.peering.stream.StreamLimits.TEXT;

import java.util.Map;
import java.util.regex.Pattern;

/** Rules for single fields that a peer sent. */
final class Fields {
  private static final Pattern META_NAME = Pattern.compile("[a-zA-Z0-9_-]+");

  private Fields() {}

  /** A name or id that must be there and may become part of a key. */
  static String required(String what, String name) {
    if (name.isEmpty()) {
      throw new Refusal(what + " is empty");
    }
    return text(what, name);
  }

  /** A name or id that may be empty. */
  static String text(String what, String text) {
    if (text.length() > NAME) {
      throw new Refusal(what + " has " + text.length() + " characters, at most " + NAME);
    }
    // A control character could end a part of a composite key and make one row pass for another.
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        throw new Refusal(what + " \"" + Shown.of(text) + "\" holds a control character");
      }
    }
    return text;
  }

  /** Free text that is shown but never a key. */
  static String prose(String what, String text) {
    if (text.length() > TEXT) {
      throw new Refusal(what + " has " + text.length() + " characters, at most " + TEXT);
    }
    return text;
  }

  static int port(String what, int port) {
    if (port < 0 || port > 65_535) {
      throw new Refusal(what + " " + port + " is out of range");
    }
    return port;
  }

  static Map<String, String> meta(String what, Map<String, String> meta, boolean reserved) {
    if (meta.size() > META_PAIRS) {
      throw new Refusal(
          what + ": Node metadata cannot contain more than " + META_PAIRS + " key/value pairs");
    }
    meta.forEach((key, value) -> {
      String fault = metaFault(key, value, reserved);
      if (!fault.isEmpty()) {
        throw new Refusal(
            what
                + ": Couldn't load metadata pair ('"
                + Shown.of(key)
                + "', '"
                + Shown.of(value)
                + "'): "
                + fault);
      }
    });
    return meta;
  }

  private static String metaFault(String key, String value, boolean reserved) {
    if (key.isEmpty()) {
      return "Key cannot be blank";
    }
    if (!META_NAME.matcher(key).matches()) {
      return "Key contains invalid characters";
    }
    if (key.length() > META_KEY) {
      return "Key is too long (limit: " + META_KEY + " characters)";
    }
    if (!reserved && key.startsWith("consul-")) {
      return "Key prefix 'consul-' is reserved for internal use";
    }
    if (value.length() > META_VALUE) {
      return "Value is too long (limit: " + META_VALUE + " characters)";
    }
    return "";
  }
}
