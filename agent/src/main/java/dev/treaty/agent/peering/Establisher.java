package dev.treaty.agent.peering;

import dev.treaty.agent.connect.ConnectCa;
import dev.treaty.agent.connect.RandomUuid;
import dev.treaty.agent.peering.stream.Secret;
import dev.treaty.agent.peering.transport.DialTarget;
import dev.treaty.agent.peering.transport.ExchangeOutcome;
import dev.treaty.agent.peering.transport.PeeringDialer;
import dev.treaty.agent.store.Store;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The side that dials: takes a token, trades its secret, and remembers whom to dial. */
final class Establisher {

  /** Consul's budget for the exchange; no new call begins after it. */
  private static final Duration BUDGET = Duration.ofSeconds(3);

  /**
   * The bound of one call. Longer than the budget: whoever gives up on a call that has reached the
   * acceptor has burnt the token. Connecting has a bound of its own.
   */
  private static final Duration CALL = Duration.ofSeconds(10);

  private static final Duration PAUSE = Duration.ofMillis(150);

  private final Store store;
  private final ConnectCa ca;
  private final PeeringDialer dialer;
  private final InstantSource clock;
  private final SecureRandom random;

  Establisher(
      Store store, ConnectCa ca, PeeringDialer dialer, InstantSource clock, SecureRandom random) {
    this.store = store;
    this.ca = ca;
    this.dialer = dialer;
    this.clock = clock;
    this.random = random;
  }

  /** Establishes a peering and answers its ID; it is up to the caller to dial then. */
  String establish(String partition, String name, String tokenText, Map<String, String> meta)
      throws PeeringRefused {
    refuse(PeerRules.nameProblem(name));
    PeeringToken token;
    try {
      token = TokenText.read(tokenText);
    } catch (TokenRefused e) {
      throw new PeeringRefused(500, String.valueOf(e.getMessage()));
    }
    refuse(PeerRules.tokenProblem(token));
    refuse(PeerRules.metaProblem(meta));
    if (token.serverName().equals(ca.peeringServerName())) {
      throw new PeeringRefused(
          500,
          "cannot create a peering within the same cluster \""
              + token.serverName()
              + "\". Refer to the `exported-services` documentation if you want to export between"
              + " partitions without peering");
    }
    PeeringRow row = row(RandomUuid.next(random), partition, name, token, meta);
    String id =
        switch (store.propose(new BeginDialing(row))) {
          case BeginDialing.Outcome.Ready ready -> ready.id();
          case BeginDialing.Outcome.WeAreDialed() ->
              throw new PeeringRefused(
                  500,
                  "cannot create peering with name: \""
                      + name
                      + "\"; there is an existing peering expecting to be dialed");
        };
    Secret streamSecret = exchange(token);
    PeeringRow complete = row(RandomUuid.next(random), partition, name, token, meta);
    // Durable before anything else: the token is burnt.
    String established = store.propose(new CompleteDialing(id, complete, streamSecret.reveal()));
    if (established.isEmpty()) {
      throw new PeeringRefused(
          500, "failed to write peering: the peering was deleted while it was being established");
    }
    return established;
  }

  private static PeeringRow row(
      String id, String partition, String name, PeeringToken token, Map<String, String> meta) {
    return new PeeringRow(
        id,
        name,
        partition,
        0,
        meta,
        PeeringState.PENDING,
        token.peerId(),
        token.certificateAuthorities(),
        token.serverName(),
        token.serverAddresses(),
        token.manualServerAddresses(),
        new PeeringRow.RemoteRow(
            token.remote().partition(),
            token.remote().datacenter(),
            token.remote().region(),
            token.remote().zone()));
  }

  private Secret exchange(PeeringToken token) throws PeeringRefused {
    Map<String, String> failures = new LinkedHashMap<>();
    List<String> addresses = token.dialAddresses();
    Instant end = clock.instant().plus(BUDGET);
    for (int turn = 0; ; turn++) {
      String address = addresses.get(turn % addresses.size());
      if (!clock.instant().isBefore(end)) {
        throw new PeeringRefused(503, told(failures));
      }
      ExchangeOutcome outcome =
          dialer.exchange(
              new DialTarget(address, token.serverName(), token.certificateAuthorities()),
              token.peerId(),
              token.establishmentSecret(),
              CALL);
      switch (outcome) {
        case ExchangeOutcome.Exchanged exchanged -> {
          if (exchanged.streamSecret().isEmpty()) {
            throw new PeeringRefused(500, "the peer answered with an empty stream secret");
          }
          return exchanged.streamSecret();
        }
        case ExchangeOutcome.Refused refused ->
            throw new PeeringRefused(
                403, "a new peering token must be generated: " + refused.message());
        case ExchangeOutcome.Unreachable unreachable ->
            failures.put(address, unreachable.message());
      }
      pause(end);
    }
  }

  private void pause(Instant end) throws PeeringRefused {
    long left = Duration.between(clock.instant(), end).toMillis();
    long wait = Math.min(left, PAUSE.toMillis() + random.nextInt((int) PAUSE.toMillis() / 4));
    try {
      if (wait > 0 && new CountDownLatch(1).await(wait, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("nobody counts this latch down");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PeeringRefused(503, "interrupted while exchanging the peering secret");
    }
  }

  /** In the manner of Go's multierror, one line for each address. */
  private static String told(Map<String, String> failures) {
    String count =
        failures.size() == 1 ? "1 error occurred:" : failures.size() + " errors occurred:";
    return failures.entrySet().stream()
        .map(failure ->
            "\t* failed to exchange peering secret through address \""
                + failure.getKey()
                + "\": "
                + failure.getValue())
        .collect(Collectors.joining("\n", count + "\n", "\n\n"));
  }

  private static void refuse(Optional<String> problem) throws PeeringRefused {
    if (problem.isPresent()) {
      throw new PeeringRefused(500, problem.get());
    }
  }
}
