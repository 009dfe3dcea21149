package dev.treaty.agent.peering;

import dev.treaty.agent.peering.stream.Secret;
import dev.treaty.agent.peering.stream.SecretExchange;
import dev.treaty.agent.store.Subscription;
import java.util.ArrayList;
import java.util.List;

/** Servers of a cluster of which this one leads or does not. */
final class FakeServers implements OwnServers {

  boolean leads = true;
  final List<String> handedOn = new ArrayList<>();

  @Override
  public boolean leads() {
    return leads;
  }

  @Override
  public String leaderAddress() {
    return "10.0.0.1:8300";
  }

  @Override
  public SecretExchange exchangeAtLeader(String peeringId, Secret establishment) {
    handedOn.add(peeringId);
    return new SecretExchange.Granted(Secret.of("of-the-leader"));
  }

  @Override
  public List<String> known() {
    return List.of();
  }

  @Override
  public List<String> ready() {
    return List.of();
  }

  @Override
  public Subscription onChange(Runnable changed) {
    return Subscription.NONE;
  }
}
