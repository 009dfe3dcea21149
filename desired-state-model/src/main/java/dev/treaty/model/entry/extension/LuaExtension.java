package dev.treaty.model.entry.extension;

import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Gate;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Since;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code builtin/lua}: a script that Envoy runs over requests. */
final class LuaExtension implements Extension {

  private static final Shape SHAPE =
      Shape.fields()
          .optional("ProxyType", Type.TEXT)
          .optional("Listener", Type.TEXT)
          .optional("Script", Type.TEXT)
          .build();

  @Override
  public String name() {
    return "builtin/lua";
  }

  @Override
  public Since since() {
    return Since.of(1, 15, 0);
  }

  @Override
  public Optional<String> fault(Value.Fields arguments, Gate server) {
    Arguments read = Arguments.read(SHAPE, arguments, server);
    if (read.fault().isPresent()) {
      return read.fault().map(text -> "error decoding extension arguments: " + text);
    }
    List<String> faults = new ArrayList<>();
    if (read.read().text("Script").isEmpty()) {
      faults.add("missing Script value");
    }
    String proxy = read.read().text("ProxyType");
    boolean gateway = proxy.equals("api-gateway") && server.atLeast(1, 21, 0);
    if (!proxy.isEmpty() && !proxy.equals("connect-proxy") && !gateway) {
      faults.add("unexpected ProxyType " + GoFormat.quote(proxy));
    }
    String listener = read.read().text("Listener");
    if (!listener.equals("inbound") && !listener.equals("outbound")) {
      faults.add("unexpected Listener " + GoFormat.quote(listener));
    }
    return faults.isEmpty() ? Optional.empty() : Optional.of(Findings.multi(faults));
  }
}
