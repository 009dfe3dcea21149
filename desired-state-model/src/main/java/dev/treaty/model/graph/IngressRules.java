package dev.treaty.model.graph;

import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The listeners of ingress gateways speak the protocol of the services behind them. */
final class IngressRules {

  private IngressRules() {}

  /**
   * The first listener that does not fit.
   *
   * @param strict for the gateway's own write; else a tcp listener may stand before any service
   *     whose chain begins with a resolver
   */
  static Optional<GraphFault> fault(
      List<Entry> ingresses, boolean strict, Function<ServiceId, ServiceEnd> ends) {
    for (Entry ingress : ingresses) {
      for (Value.Fields listener : ingress.body().maps("Listeners")) {
        for (Value.Fields service : listener.maps("Services")) {
          if (service.text("Name").equals("*")) {
            continue;
          }
          ServiceId id = Links.ingressService(service, ingress.key().tenancy());
          ServiceEnd end = ends.apply(id);
          String expected = listener.text("Protocol");
          boolean fits =
              end.protocol().equals(expected)
                  || (!strict && expected.equals("tcp") && end.isResolver());
          if (!fits) {
            return Optional.of(fault(ingress, id, end.protocol(), expected));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static GraphFault fault(
      Entry ingress, ServiceId service, String protocol, String expected) {
    return GraphFault.of(
        DiagnosticCode.INGRESS_PROTOCOL,
        "service "
            + GoFormat.quote(service.text())
            + " has protocol "
            + GoFormat.quote(protocol)
            + ", which does not match defined listener protocol "
            + GoFormat.quote(expected),
        ingress.key(),
        service.entry("service-defaults"),
        Protocols.global(service.tenancy().partition()));
  }
}
