package dev.treaty.agent.settings;

import dev.treaty.agent.settings.SettingValue.WrongSettingException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The templates that addresses may hold in Consul's configuration ({@code go-sockaddr}), as far as
 * they ask one thing; a pipeline is refused by name.
 */
final class AddressTemplate {

  private static final Pattern ASKED =
      Pattern.compile("\\{\\{-?\\s*(\\w+)(?:\\s+[\"`]([^\"`]*)[\"`])?\\s*-?}}");

  private AddressTemplate() {}

  static String expand(String text, List<Addresses.Own> own) throws WrongSettingException {
    if (!text.contains("{{")) {
      return text;
    }
    Matcher asked = ASKED.matcher(text);
    StringBuilder expanded = new StringBuilder();
    while (asked.find()) {
      String name = asked.group(2) == null ? "" : asked.group(2);
      asked.appendReplacement(expanded, Matcher.quoteReplacement(find(asked.group(1), name, own)));
    }
    asked.appendTail(expanded);
    if (expanded.indexOf("{{") >= 0) {
      throw unknown(text);
    }
    return expanded.toString();
  }

  private static String find(String function, String name, List<Addresses.Own> own)
      throws WrongSettingException {
    Optional<Addresses.Own> found =
        switch (function) {
          case "GetPrivateIP" -> own.stream().filter(Addresses.Own::isPrivate).findFirst();
          case "GetPublicIP" ->
              own.stream().filter(one -> one.isV4() && !one.isPrivate()).findFirst();
          case "GetInterfaceIP" ->
              own.stream().filter(one -> one.network().equals(name) && one.isV4()).findFirst();
          default -> throw unknown("{{ " + function + " }}");
        };
    return found
        .map(Addresses.Own::address)
        .orElseThrow(() ->
            new WrongSettingException(
                "asks for "
                    + (function + " " + name).strip()
                    + ", and this machine has no such address"));
  }

  private static WrongSettingException unknown(String text) {
    return new WrongSettingException(
        "holds the template "
            + text
            + "; understood are {{ GetPrivateIP }}, {{ GetPublicIP }} and {{ GetInterfaceIP"
            + " \"NAME\" }}: write the address itself instead");
  }
}
