package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulClient;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;

/** {@code info}: the agent's own numbers. */
@Command(name = "info", description = "Provides debugging information for operators.")
public final class InfoCommand extends TokenCall {

  @Override
  int run(ConsulClient client) {
    ConsulAnswer<Value.Fields> answer = client.agentSelf();
    if (!(answer
        instanceof ConsulAnswer.Done<Value.Fields>(Value.Fields self, long index, boolean f))) {
      return fail("Error querying agent: " + GoErrors.of(answer));
    }
    new TreeMap<>(self.fields("Stats").map())
        .forEach((name, group) -> {
          say(name + ":");
          if (group instanceof Value.Fields fields) {
            for (Map.Entry<String, String> line : Texts.map(fields).entrySet()) {
              say("\t" + line.getKey() + " = " + line.getValue());
            }
          }
        });
    return DONE;
  }
}
