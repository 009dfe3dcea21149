package dev.treaty.agent.local;

import dev.treaty.agent.catalog.CheckRow;
import dev.treaty.agent.check.CheckResult;
import dev.treaty.agent.check.CheckSpec;
import dev.treaty.agent.notation.GoText;
import java.util.List;

/** What an alias check says, given the checks on the node it looks at. */
final class Alias {

  private Alias() {}

  static CheckResult judge(
      CheckSpec spec, String node, List<CheckRow> checks, boolean serviceExists) {
    String status = CheckResult.PASSING;
    String output = "No checks found.";
    boolean found = false;
    for (CheckRow check : checks) {
      boolean ofService = check.serviceId().equalsIgnoreCase(spec.aliasService());
      if (!check.ofNode() && !ofService) {
        continue;
      }
      found |= ofService && !check.ofNode();
      switch (check.status()) {
        case CheckResult.CRITICAL -> {
          return CheckResult.critical(failing(check));
        }
        case CheckResult.WARNING -> {
          status = CheckResult.WARNING;
          output = failing(check);
        }
        default -> {
          if (status.equals(CheckResult.PASSING)) {
            output = "All checks passing.";
          }
        }
      }
    }
    if (!found && !serviceExists && !spec.aliasService().isEmpty()) {
      return CheckResult.critical(
          "Service " + spec.aliasService() + " could not be found on node " + node);
    }
    return new CheckResult(status, output);
  }

  private static String failing(CheckRow check) {
    return "Aliased check " + GoText.quote(check.name()) + " failing: " + check.output();
  }
}
