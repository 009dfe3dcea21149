package dev.treaty.agent.settings;

import static dev.treaty.agent.settings.SettingValue.needText;

import dev.treaty.agent.settings.SettingValue.WrongSettingException;
import dev.treaty.model.syntax.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes the addresses; which of them wins does not depend on which came first. */
final class AddressBuilder {

  private final Map<String, List<String>> said = new HashMap<>();

  void set(String path, Node value) throws WrongSettingException {
    String text = AddressTemplate.expand(needText(value), Addresses.own());
    List<String> addresses = text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    boolean sockets = path.startsWith("addresses.");
    for (String address : addresses) {
      if (!(sockets && address.startsWith("unix://")) && !isAddress(address)) {
        throw new WrongSettingException(
            "wants an IP address" + (sockets ? " or a unix:// path" : "") + ", not " + address);
      }
    }
    boolean several = sockets || path.equals("client_addr");
    if (addresses.size() > 1 && !several) {
      throw new WrongSettingException("wants one address, not " + addresses.size());
    }
    if (path.startsWith("advertise") && addresses.stream().anyMatch(AddressBuilder::isAny)) {
      throw new WrongSettingException("cannot be " + text + ", which nobody can dial");
    }
    said.put(path, addresses.stream().map(one -> one.equals("[::]") ? "::" : one).toList());
  }

  private static boolean isAny(String address) {
    return address.equals("0.0.0.0") || address.equals("::") || address.equals("[::]");
  }

  private static boolean isAddress(String text) {
    return text.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*|localhost|\\[::]");
  }

  private Optional<List<String>> get(String path) {
    return Optional.ofNullable(said.get(path)).filter(list -> !list.isEmpty());
  }

  NetworkSettings build(NetworkSettings network) {
    NetworkSettings built = network;
    Optional<String> bind = get("bind_addr").map(List::getFirst);
    Optional<String> advertise = get("advertise_addr").map(List::getFirst);
    if (bind.isPresent() || advertise.isPresent()) {
      String address = bind.orElse(network.bindAddress());
      built = built.withBindAddress(address, advertise.orElseGet(() -> Addresses.of(address)));
    }
    List<String> client = get("client_addr").orElse(network.clientAddresses());
    List<String> forHttps =
        get("addresses.https").or(() -> get("client_addr")).orElse(network.httpsAddresses());
    return built.withClientAddresses(get("addresses.http").orElse(client), forHttps);
  }
}
