package dev.treaty.agent.peering;

import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.peering.transport.LiveStreams;
import dev.treaty.agent.store.Stored;
import java.util.concurrent.TimeUnit;

/** Ends peerings at our own wish: marks, tells the peer, cleans up. */
final class Deletion {

  /** A peer that does not take our farewell in this time is not waited for. */
  private static final long FAREWELL_SECONDS = 5;

  private final AgentContext context;
  private final LiveStreams streams;

  Deletion(AgentContext context, LiveStreams streams) {
    this.context = context;
    this.streams = streams;
  }

  /** Marks a peering; the rest follows by itself. Of no effect where there is none. */
  void delete(String partition, String name) {
    String id = context.store().propose(new DeletePeering.Begin(partition, name));
    if (!id.isEmpty()) {
      finish(id);
    }
  }

  /** Finishes what the agent had begun when it stopped. */
  void resume() {
    context.store().state().table(PeeringRow.TABLE).all().stream()
        .map(Stored::row)
        .filter(row -> row.state() == PeeringState.DELETING)
        .forEach(row -> finish(row.id()));
  }

  private void finish(String id) {
    var unused =
        streams
            .terminate(id)
            .orTimeout(FAREWELL_SECONDS, TimeUnit.SECONDS)
            .whenComplete((done, failure) -> context.workers().execute(() -> remove(id)));
  }

  private void remove(String id) {
    context.store().propose(new DeletePeering.Finish(id));
    streams.forget(id);
  }
}
