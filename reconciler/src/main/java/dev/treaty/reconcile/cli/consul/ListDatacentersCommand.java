package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulCall;
import dev.treaty.reconcile.consul.ConsulClient;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code catalog datacenters}. */
@Command(name = "datacenters", description = "Lists all known datacenters.")
final class ListDatacentersCommand extends ServerCall {

  @Override
  int run(ConsulClient client) {
    ConsulAnswer<Value> answer = client.sendForJson(in(ConsulCall.get("catalog", "datacenters")));
    if (!(answer
        instanceof ConsulAnswer.Done<Value>(Value.Items(List<Value> names), long i, boolean f))) {
      return fail("Error listing datacenters: " + GoErrors.of(answer));
    }
    Texts.list(names).forEach(this::say);
    return DONE;
  }
}
