package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulClient;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code services deregister}. */
@Command(
    name = "deregister",
    description = "Deregister services of the local agent, by -id or as their files name them.")
final class DeregisterServiceCommand extends TokenCall {

  @Parameters(
      paramLabel = "<file>",
      arity = "0..*",
      description = "Service definitions, HCL or JSON")
  List<String> files = new ArrayList<>();

  @Option(names = "--id", paramLabel = "<id>", description = "ID of the service")
  String id = "";

  @Override
  int run(ConsulClient client) {
    if (files.isEmpty() && id.isEmpty()) {
      return fail("Service deregistration requires at least one argument or -id.");
    }
    if (!files.isEmpty() && !id.isEmpty()) {
      return fail("Service deregistration requires arguments or -id, not both.");
    }
    if (files.isEmpty()) {
      return deregister(client, id, "");
    }
    for (Value.Fields service : ServiceDefinitions.read(files)) {
      String name = service.text("Name");
      String its = service.text("ID").isEmpty() ? name : service.text("ID");
      int code = deregister(client, its, name);
      if (code != DONE) {
        return code;
      }
    }
    return DONE;
  }

  private int deregister(ConsulClient client, String serviceId, String name) {
    ConsulAnswer<Boolean> answer = client.deregisterService(serviceId);
    return answer.isDone()
        ? say("Deregistered service: " + serviceId)
        : fail("Error deregistering service \"" + name + "\": " + GoErrors.of(answer));
  }
}
