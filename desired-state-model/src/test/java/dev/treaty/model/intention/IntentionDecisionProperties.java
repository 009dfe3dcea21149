package dev.treaty.model.intention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class IntentionDecisionProperties {

  private static final List<String> NAMES = List.of("a", "b", "*");
  private static final List<String> PEERS = List.of("", "p", "q");

  @Provide
  Arbitrary<List<Intention>> intentions() {
    Arbitrary<Intention> one =
        Combinators.combine(
                Arbitraries.of(NAMES),
                Arbitraries.of(NAMES),
                Arbitraries.of(PEERS),
                Arbitraries.of(true, false),
                Arbitraries.of(0, 0, 0, 2))
            .as(IntentionDecisionProperties::intention);
    return one.list().ofMaxSize(12).map(IntentionDecisionProperties::oneOfEachKey);
  }

  private static Intention intention(
      String destination, String source, String peer, boolean allow, int permissions) {
    int precedence = destination.equals("*") ? 6 : 9;
    return new Intention(
        EntryKey.of("service-intentions", destination),
        destination,
        Tenancy.DEFAULT,
        source,
        Tenancy.DEFAULT,
        peer,
        "",
        source.equals("*") ? precedence - 1 : precedence,
        permissions > 0 ? Optional.empty() : Optional.of(allow),
        permissions,
        Value.Fields.EMPTY);
  }

  private static List<Intention> oneOfEachKey(List<Intention> all) {
    Map<String, Intention> byKey = new LinkedHashMap<>();
    all.forEach(
        i -> byKey.putIfAbsent(i.destination() + "/" + i.source() + "/" + i.sourcePeer(), i));
    return List.copyOf(byKey.values());
  }

  @Property(tries = 2000, seed = "7")
  void decidesAsTheTableSays(
      @ForAll("intentions") List<Intention> intentions,
      @ForAll("names") String caller,
      @ForAll("peers") String peer,
      @ForAll boolean defaultAllow) {
    Caller from = peer.isEmpty() ? Caller.local(caller) : Caller.ofPeer(caller, peer);
    assertThat(
            IntentionDecision.decide(intentions, from, "a", Tenancy.DEFAULT, defaultAllow)
                .allowed())
        .isEqualTo(oracle(intentions, caller, peer, defaultAllow));
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of("a", "b", "c");
  }

  @Provide
  Arbitrary<String> peers() {
    return Arbitraries.of(PEERS);
  }

  /** The four rows of the table, asked one after the other. */
  private static boolean oracle(
      List<Intention> intentions, String caller, String peer, boolean defaultAllow) {
    String[][] rows = {{"a", caller}, {"a", "*"}, {"*", caller}, {"*", "*"}};
    for (String[] row : rows) {
      for (Intention i : intentions) {
        if (i.destination().equals(row[0])
            && i.source().equals(row[1])
            && i.sourcePeer().equals(peer)) {
          return i.permissions() == 0 && i.allow().orElseThrow();
        }
      }
    }
    return defaultAllow;
  }
}
