package dev.treaty.agent.peering;

import dev.treaty.agent.cluster.Member;
import dev.treaty.agent.cluster.MemberStatus;
import dev.treaty.agent.cluster.Membership;
import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.http.ApiRequest;
import dev.treaty.agent.http.ApiResponse;
import dev.treaty.agent.http.PeerAddress;
import dev.treaty.agent.http.PeerClient;
import dev.treaty.agent.http.Right;
import dev.treaty.agent.http.Route;
import dev.treaty.agent.peering.stream.Secret;
import dev.treaty.agent.peering.stream.SecretExchange;
import dev.treaty.agent.store.Subscription;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;

/** The servers among the members of the cluster. */
final class ClusterServers implements OwnServers {

  private static final String EXCHANGE = "/internal/peering/exchange";

  /** Dialers try another server after three seconds. */
  private static final Duration PATIENCE = Duration.ofMillis(2500);

  private static final int REFUSED = 403;
  private static final int NOT_LEADER = 503;

  private final Membership cluster;
  private final String self;
  private final Optional<PeerClient> client;

  ClusterServers(Membership cluster, String self, Optional<PeerClient> client) {
    this.cluster = cluster;
    this.self = self;
    this.client = client;
  }

  /** Whether there are, or may be, others. */
  boolean isSeveral() {
    return client.isPresent();
  }

  @Override
  public boolean leads() {
    return cluster.leadership().leads();
  }

  @Override
  public String leaderAddress() {
    return cluster.leader().map(Member::raftAddress).orElse("");
  }

  @Override
  public SecretExchange exchangeAtLeader(String peeringId, Secret establishment) {
    Optional<Member> leader = cluster.leader().filter(member -> !member.id().equals(self));
    if (leader.isEmpty() || client.isEmpty()) {
      return new SecretExchange.NotLeader(leaderAddress());
    }
    String body = peeringId + "\n" + establishment.reveal();
    try {
      PeerClient.Reply reply =
          client
              .get()
              .send(
                  leader.get().peerAddress(),
                  new PeerClient.Call(
                      "POST", EXCHANGE, Map.of(), body.getBytes(StandardCharsets.UTF_8), PATIENCE))
              .reply()
              .join();
      return switch (reply.status()) {
        case 200 ->
            new SecretExchange.Granted(Secret.of(new String(reply.body(), StandardCharsets.UTF_8)));
        case REFUSED -> new SecretExchange.Refused();
        case NOT_LEADER -> new SecretExchange.NotLeader(leaderAddress());
        default -> new SecretExchange.Failed("the leader answered " + reply.status());
      };
    } catch (CompletionException e) {
      return new SecretExchange.Failed("the leader could not be asked");
    }
  }

  /** Lets the other servers have this one take secrets back; it hands nothing on. */
  static Route exchangeRoute(BiFunction<String, Secret, SecretExchange> exchange) {
    return Route.post(EXCHANGE, Right.NONE, request -> exchanged(request, exchange)).onAnyServer();
  }

  private static ApiResponse exchanged(
      ApiRequest request, BiFunction<String, Secret, SecretExchange> exchange) {
    String[] lines = new String(request.body(), StandardCharsets.UTF_8).split("\n", -1);
    if (lines.length != 2) {
      throw ApiException.badRequest("not an exchange");
    }
    return switch (exchange.apply(lines[0], Secret.of(lines[1]))) {
      case SecretExchange.Granted granted -> ApiResponse.text(200, granted.streamSecret().reveal());
      case SecretExchange.Refused() -> throw new ApiException(REFUSED, "refused");
      case SecretExchange.NotLeader other -> throw new ApiException(NOT_LEADER, "not the leader");
      case SecretExchange.Failed failed -> throw new ApiException(500, failed.message());
    };
  }

  @Override
  public List<String> known() {
    return addresses(EnumSet.of(MemberStatus.ALIVE, MemberStatus.FAILED));
  }

  @Override
  public List<String> ready() {
    return addresses(EnumSet.of(MemberStatus.ALIVE));
  }

  private List<String> addresses(Set<MemberStatus> of) {
    return cluster.members().stream()
        .filter(member -> member.server() && !member.tag("grpc_tls_port").isEmpty())
        .filter(member -> of.contains(member.status()))
        .sorted(Comparator.comparing(member -> !member.id().equals(self)))
        .map(member ->
            new PeerAddress(member.address(), Integer.parseInt(member.tag("grpc_tls_port")))
                .toString())
        .toList();
  }

  @Override
  public Subscription onChange(Runnable changed) {
    return cluster.onChange(changed);
  }
}
