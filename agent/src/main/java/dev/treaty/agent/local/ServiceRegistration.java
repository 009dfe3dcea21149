package dev.treaty.agent.local;

import dev.treaty.agent.catalog.ProxyConfig;
import dev.treaty.agent.catalog.ServiceRow;
import dev.treaty.agent.catalog.ServiceRules;
import dev.treaty.agent.check.CheckResult;
import dev.treaty.agent.http.ApiException;
import java.util.ArrayList;
import java.util.List;

/** Judges a service as {@code agent/service/register} got it, in Consul's order and words. */
final class ServiceRegistration {

  private ServiceRegistration() {}

  /** The service and the sidecar that comes with it, ready to be registered. */
  static List<Registration> judge(
      AgentBody.Definition definition, boolean scripts, boolean remote) {
    ServiceRow row = definition.service();
    if (row.name().isEmpty()) {
      throw ApiException.badRequest("Missing service name");
    }
    if (ServiceRules.isAnyAddress(row.address())) {
      throw ApiException.badRequest("Invalid service address");
    }
    definition
        .weights()
        .flatMap(ServiceRules::weightsProblem)
        .ifPresent(problem -> refuse("Invalid Weights: " + problem));
    ServiceRules.metaProblem(row.meta())
        .ifPresent(problem -> refuse("Invalid Service Meta: " + problem));
    ServiceRules.together(problems(definition))
        .ifPresent(problem -> refuse("Validation failed: " + problem));
    judgeChecks(definition.checks(), "Invalid check: ");
    definition
        .sidecar()
        .ifPresent(sidecar -> judgeChecks(sidecar.checks(), "Invalid check in sidecar_service: "));
    refuseControls(row);
    List<Registration> registrations = new ArrayList<>();
    registrations.add(new Registration(row, false, definition.checks()));
    definition.sidecar().map(sidecar -> sidecar(sidecar, row)).ifPresent(registrations::add);
    registrations.forEach(registration ->
        registration.checks().forEach(plan -> refuseUnrunnable(plan, scripts, remote)));
    return registrations;
  }

  private static List<String> problems(AgentBody.Definition definition) {
    ServiceRow row = definition.service();
    List<String> problems = new ArrayList<>(ServiceRules.problemList(row, false));
    List<String> nested = new ArrayList<>();
    definition
        .sidecar()
        .ifPresent(sidecar -> {
          if (ServiceRules.isGateway(row.kind())) {
            nested.add("A " + row.kind() + " cannot have a sidecar service defined");
          }
          if (sidecar.idGiven()) {
            nested.add("A SidecarService cannot specify an ID as this is managed by the agent");
          }
          if (sidecar.sidecar().isPresent()) {
            nested.add("A SidecarService cannot have a nested SidecarService");
          }
        });
    boolean nativeLast = !problems.isEmpty() && problems.getLast().contains("Connect native");
    problems.addAll(nativeLast ? problems.size() - 1 : problems.size(), nested);
    return problems;
  }

  private static void judgeChecks(List<Registration.CheckPlan> plans, String prefix) {
    for (Registration.CheckPlan plan : plans) {
      plan.spec().problem().ifPresent(problem -> refuse(prefix + problem));
    }
    for (Registration.CheckPlan plan : plans) {
      if (!plan.status().isEmpty() && !isStatus(plan.status())) {
        refuse("Status for checks must 'passing', 'warning', 'critical'");
      }
    }
  }

  static boolean isStatus(String text) {
    return text.equals(CheckResult.PASSING)
        || text.equals(CheckResult.WARNING)
        || text.equals(CheckResult.CRITICAL);
  }

  static void refuseUnrunnable(Registration.CheckPlan plan, boolean scripts, boolean remote) {
    if (plan.spec().isScript() && !scripts) {
      throw ApiException.refused(
          remote
              ? "Scripts are disabled on this agent from remote calls; to enable, configure"
                  + " 'enable_script_checks' to true"
              : "Scripts are disabled on this agent; to enable, configure 'enable_script_checks'"
                  + " or 'enable_local_script_checks' to true");
    }
    plan.spec()
        .unsupported()
        .ifPresent(problem -> {
          throw ApiException.refused(problem);
        });
  }

  private static void refuseControls(ServiceRow row) {
    if ((row.id() + row.name()).chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
      refuse("names must not contain control characters");
    }
  }

  private static void refuse(String text) {
    throw ApiException.badRequest(text);
  }

  /** The sidecar with what it takes over from its service. */
  private static Registration sidecar(AgentBody.Definition definition, ServiceRow owner) {
    ServiceRow given = definition.service();
    ServiceRules.metaProblem(given.meta())
        .ifPresent(problem -> refuse("Invalid SidecarService: " + problem));
    ProxyConfig proxy = given.proxy();
    String socket = proxy.localServiceSocketPath();
    String address = proxy.localServiceAddress();
    int port = proxy.localServicePort();
    if (socket.isEmpty() && (address.isEmpty() || port < 1)) {
      if (owner.socketPath().isEmpty()) {
        address = address.isEmpty() ? "127.0.0.1" : address;
        port = port < 1 ? owner.port() : port;
      } else {
        socket = owner.socketPath();
      }
    }
    ServiceRow row =
        new ServiceRow(
            "",
            owner.tenancy(),
            owner.node(),
            given.kind().isEmpty() ? ServiceRow.CONNECT_PROXY : given.kind(),
            owner.id() + Registration.SIDECAR_SUFFIX,
            given.name().isEmpty() ? owner.name() + Registration.SIDECAR_SUFFIX : given.name(),
            given.tags().isEmpty() ? owner.tags() : given.tags(),
            given.address().isEmpty() ? owner.address() : given.address(),
            given.taggedAddresses(),
            given.meta().isEmpty() ? owner.meta() : given.meta(),
            given.port(),
            given.socketPath(),
            given.weights(),
            given.enableTagOverride(),
            proxy.toward(
                proxy.destinationServiceName().isEmpty()
                    ? owner.name()
                    : proxy.destinationServiceName(),
                proxy.destinationServiceId().isEmpty() ? owner.id() : proxy.destinationServiceId(),
                address,
                port,
                socket),
            given.mesh(),
            given.locality().unknown() ? owner.locality() : given.locality());
    ServiceRules.problems(row, true).ifPresent(problem -> refuse("Failed Validation: " + problem));
    return new Registration(row, true, definition.checks());
  }
}
