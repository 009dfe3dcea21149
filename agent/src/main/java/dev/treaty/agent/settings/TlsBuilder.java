package dev.treaty.agent.settings;

import static dev.treaty.agent.settings.SettingValue.needFlag;
import static dev.treaty.agent.settings.SettingValue.needText;

import dev.treaty.agent.settings.SettingValue.WrongSettingException;
import dev.treaty.model.syntax.Node;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes the {@code tls} block: what a listener's own block does not say, {@code tls.defaults} says,
 * whichever came first.
 */
final class TlsBuilder {

  private static final String DEFAULTS = "defaults.";

  private final Map<String, String> said = new HashMap<>();

  /** Takes {@code LISTENER.KEY}. */
  void set(String path, Node value) throws WrongSettingException {
    String key = path.substring(path.indexOf('.') + 1);
    String text =
        switch (key) {
          case "verify_incoming" -> Boolean.toString(needFlag(value));
          case "tls_min_version" -> version(needText(value));
          case "tls_cipher_suites" -> suites(value);
          default -> needText(value);
        };
    said.put(path, text);
  }

  private static String version(String text) throws WrongSettingException {
    return switch (text) {
      case "", "TLS_AUTO", "TLSv1_2", "tls12" -> "TLSv1.2";
      case "TLSv1_3", "tls13" -> "TLSv1.3";
      case "TLSv1_0", "TLSv1_1", "tls10", "tls11" ->
          throw new WrongSettingException(
              "cannot be " + text + ": TLS before 1.2 is broken and not spoken here");
      default -> throw new WrongSettingException("wants TLSv1_2 or TLSv1_3, not \"" + text + "\"");
    };
  }

  private static String suites(Node value) throws WrongSettingException {
    String text = needText(value).replaceAll("\\s", "");
    for (String suite : text.split(",")) {
      if (!suite.isEmpty() && !suite.matches("TLS_[A-Z0-9_]+_WITH_[A-Z0-9_]+")) {
        throw new WrongSettingException(
            "wants names such as TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, not \"" + suite + "\"");
      }
    }
    return text;
  }

  private Optional<String> get(String listener, String key) {
    String own = said.get(listener + "." + key);
    return Optional.ofNullable(own == null ? said.get(DEFAULTS + key) : own)
        .filter(text -> !text.isEmpty());
  }

  private Optional<Path> file(String listener, String key) {
    return get(listener, key).map(Path::of);
  }

  /** What holds for one listener: {@code https}, {@code internal_rpc}. */
  TlsSettings build(String listener) {
    return new TlsSettings(
        file(listener, "cert_file"),
        file(listener, "key_file"),
        file(listener, "ca_file"),
        file(listener, "ca_path"),
        get(listener, "verify_incoming").map(Boolean::parseBoolean).orElse(false),
        get(listener, "tls_min_version").orElse(TlsSettings.NONE.minVersion()),
        get(listener, "tls_cipher_suites")
            .map(text -> Arrays.stream(text.split(",")).filter(one -> !one.isEmpty()).toList())
            .orElse(List.of()));
  }
}
