package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulClient;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code intention list}. */
@Command(name = "list", description = "List intentions.")
final class ListIntentionsCommand extends ServerCall {

  private static final int NONE = 2;

  @Override
  int run(ConsulClient client) {
    ConsulAnswer<List<Value.Fields>> answer = client.intentions();
    if (!(answer
        instanceof ConsulAnswer.Done<List<Value.Fields>>(var intentions, long i, boolean f))) {
      return fail("Failed to retrieve the intentions list: " + GoErrors.of(answer));
    }
    if (intentions.isEmpty()) {
      fail("There are no intentions.");
      return NONE;
    }
    Columns columns = new Columns().row("ID", "Source", "Action", "Destination", "Precedence");
    for (Value.Fields intention : intentions) {
      columns.row(
          intention.text("ID"),
          IntentionText.source(intention),
          intention.text("Action"),
          IntentionText.destination(intention),
          Texts.number(intention, "Precedence"));
    }
    return say(columns.text());
  }
}
