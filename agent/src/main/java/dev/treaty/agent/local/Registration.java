package dev.treaty.agent.local;

import dev.treaty.agent.catalog.CheckDefinition;
import dev.treaty.agent.catalog.CheckRow;
import dev.treaty.agent.catalog.ServiceRow;
import dev.treaty.agent.check.CheckSpec;
import dev.treaty.agent.http.GoDuration;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A service to be registered with its checks.
 *
 * @param sidecar it came with another service: its port and checks are chosen where not given
 */
record Registration(ServiceRow service, boolean sidecar, List<CheckPlan> checks) {

  static final String SIDECAR_SUFFIX = "-sidecar-proxy";

  private static final int FIRST_PORT = 21000;
  private static final int LAST_PORT = 21255;

  Registration {
    checks = List.copyOf(checks);
  }

  /**
   * A check as it was asked for.
   *
   * @param id empty: one is made from the service's
   * @param name empty: one is made from the service's
   * @param status empty: critical
   */
  record CheckPlan(String id, String name, String status, String notes, CheckSpec spec) {}

  /** The port that the sidecar keeps, or the lowest that is free. */
  static int sidecarPort(String id, List<LocalService> others) {
    Set<Integer> used = new HashSet<>();
    for (LocalService other : others) {
      int port = other.row().port();
      if (port >= FIRST_PORT && port <= LAST_PORT) {
        if (other.row().id().equals(id)) {
          return port;
        }
        used.add(port);
      }
    }
    for (int port = FIRST_PORT; port <= LAST_PORT; port++) {
      if (!used.contains(port)) {
        return port;
      }
    }
    return 0;
  }

  /** The text where no port is left for a sidecar. */
  static String noPortLeft() {
    return "no port provided for sidecar_service and none left in the configured range ["
        + FIRST_PORT
        + ", "
        + LAST_PORT
        + "]";
  }

  /** What a sidecar is checked by where nothing else is given. */
  static List<CheckPlan> sidecarChecks(ServiceRow row) {
    String address = row.address().isEmpty() ? row.proxy().localServiceAddress() : row.address();
    String service =
        row.id().endsWith(SIDECAR_SUFFIX)
            ? row.id().substring(0, row.id().length() - SIDECAR_SUFFIX.length())
            : row.id();
    String host = address.contains(":") ? "[" + address + "]" : address;
    return List.of(
        new CheckPlan(
            "",
            "Connect Sidecar Listening",
            "",
            "",
            CheckSpec.tcp(host + ":" + row.port(), Duration.ofSeconds(10))),
        new CheckPlan("", "Connect Sidecar Aliasing " + service, "", "", CheckSpec.alias(service)));
  }

  /** The check as a row; the only one of its service has no number. */
  static LocalCheck toCheck(CheckPlan plan, ServiceRow service, int number, int count) {
    String id = plan.id();
    if (id.isEmpty()) {
      id = "service:" + service.id() + (count > 1 ? ":" + number : "");
    }
    CheckRow row =
        new CheckRow(
            "",
            service.tenancy(),
            service.node(),
            id,
            plan.name().isEmpty() ? "Service '" + service.name() + "' check" : plan.name(),
            plan.status().isEmpty() ? CheckRow.CRITICAL : plan.status(),
            plan.notes(),
            "",
            service.id(),
            service.name(),
            service.tags(),
            plan.spec().type(),
            shown(plan.spec().intervalNanos()),
            shown(plan.spec().timeoutNanos()),
            0,
            CheckDefinition.NONE);
    return new LocalCheck(row, plan.spec());
  }

  private static String shown(long nanos) {
    return nanos == 0 ? "" : GoDuration.print(Duration.ofNanos(nanos));
  }
}
