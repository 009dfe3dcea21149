package dev.treaty.agent.local;

import dev.treaty.agent.catalog.CheckDefinition;
import dev.treaty.agent.catalog.CheckRow;
import dev.treaty.agent.check.CheckSpec;
import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.http.GoDuration;
import dev.treaty.model.entry.Tenancy;
import java.time.Duration;
import java.util.List;

/** Judges a check that is told by itself, in Consul's order and words. */
final class CheckRegistration {

  private CheckRegistration() {}

  static void judge(AgentBody.CheckDefinitionBody body) {
    if (body.name().isEmpty()) {
      throw ApiException.badRequest("Missing check name");
    }
    if (!body.status().isEmpty() && !ServiceRegistration.isStatus(body.status())) {
      throw ApiException.badRequest("Bad check status");
    }
    body.spec()
        .problem()
        .ifPresent(problem -> {
          throw ApiException.badRequest("Invalid check: " + problem);
        });
  }

  static void judgeRunnable(AgentBody.CheckDefinitionBody body, boolean scripts, boolean remote) {
    ServiceRegistration.refuseUnrunnable(
        new Registration.CheckPlan("", "", "", "", body.spec()), scripts, remote);
    if ((body.id() + body.name()).chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
      throw ApiException.badRequest("names must not contain control characters");
    }
  }

  static LocalCheck check(AgentBody.CheckDefinitionBody body, String node, Tenancy asked) {
    CheckSpec spec = body.spec();
    CheckRow row =
        new CheckRow(
            "",
            new Tenancy("default", asked.namespace()),
            node,
            body.id().isEmpty() ? body.name() : body.id(),
            body.name(),
            body.status().isEmpty() ? CheckRow.CRITICAL : body.status(),
            body.notes(),
            "",
            body.serviceId(),
            "",
            List.of(),
            spec.type(),
            GoDuration.print(Duration.ofNanos(spec.intervalNanos())),
            GoDuration.print(Duration.ofNanos(spec.timeoutNanos())),
            0,
            CheckDefinition.NONE);
    return new LocalCheck(row, spec);
  }
}
