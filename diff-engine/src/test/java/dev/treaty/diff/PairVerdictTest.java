package dev.treaty.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.live.LivePeering;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Every combination of what can stand on the two sides of a declared peering. The first side's row
 * has id {@code A}, the second's {@code B}; {@code acc} accepts, {@code dial} dials and knows the
 * other's id, {@code dial!} dials somebody else.
 */
class PairVerdictTest {

  private static final List<String> STATES =
      List.of("PENDING", "ESTABLISHING", "ACTIVE", "FAILING", "DELETING", "TERMINATED");

  @Test
  void judgesEveryCombination() {
    StringBuilder table = new StringBuilder();
    sides("A", "B")
        .forEach((firstName, first) ->
            sides("B", "A")
                .forEach((secondName, second) ->
                    table.append(
                        String.format(
                            "%-19s %-19s  %s%n",
                            firstName, secondName, shown(PairVerdict.judge(first, second))))));

    Golden.matches("pair-verdicts.txt", table.toString());
  }

  @Test
  void neverTouchesAPairWithARowThatIsNotOurs() {
    sides("A", "B")
        .forEach((firstName, first) ->
            sides("B", "A")
                .forEach((secondName, second) -> {
                  boolean notOurs =
                      first instanceof SideState.NotOurs || second instanceof SideState.NotOurs;
                  assertThat(PairVerdict.judge(first, second) instanceof PairVerdict.Conflict)
                      .as(firstName + " with " + secondName)
                      .isEqualTo(notOurs);
                }));
  }

  @Test
  void callsAPairSoundOnlyIfItsDialerKnowsItsAcceptorAndNeitherIsDead() {
    sides("A", "B")
        .forEach((firstName, first) ->
            sides("B", "A")
                .forEach((secondName, second) -> {
                  if (PairVerdict.judge(first, second) instanceof PairVerdict.Sound) {
                    assertThat(firstName + " " + secondName)
                        .doesNotContain("TERMINATED", "DELETING", "absent", "dial!", "old");
                    assertThat(firstName.startsWith("dial "))
                        .isNotEqualTo(secondName.startsWith("dial "));
                  }
                }));
  }

  @Test
  void letsTheLabelsDecideWhereNothingEverLived() {
    SideState.Ours dialing = new SideState.Ours(row("A", "B", "PENDING"));
    SideState.Ours accepting = new SideState.Ours(row("B", "", "PENDING"));

    assertThat(PairVerdict.judge(dialing, accepting))
        .isEqualTo(
            new PairVerdict.Peer(
                ChangeReason.NEVER_ESTABLISHED, PairVerdict.Acceptor.FIRST, PairVerdict.Rows.GO));
  }

  @Test
  void keepsTheLiveRolesWhenItPeersAgain() {
    for (String state : STATES) {
      SideState.Ours dialing = new SideState.Ours(row("A", "B", state));
      SideState.Ours accepting = new SideState.Ours(row("B", "", "TERMINATED"));

      assertThat(PairVerdict.judge(dialing, accepting))
          .isInstanceOfSatisfying(
              PairVerdict.Peer.class,
              peer -> assertThat(peer.acceptor()).isEqualTo(PairVerdict.Acceptor.SECOND));
      assertThat(PairVerdict.judge(accepting, dialing))
          .isInstanceOfSatisfying(
              PairVerdict.Peer.class,
              peer -> assertThat(peer.acceptor()).isEqualTo(PairVerdict.Acceptor.FIRST));
    }
  }

  private static Map<String, SideState> sides(String id, String otherId) {
    Map<String, SideState> sides = new LinkedHashMap<>();
    sides.put("absent", new SideState.Absent());
    for (String state : STATES) {
      sides.put("acc " + state, new SideState.Ours(row(id, "", state)));
      sides.put("dial " + state, new SideState.Ours(row(id, otherId, state)));
      sides.put("dial! " + state, new SideState.Ours(row(id, "stranger", state)));
    }
    for (String state : List.of("ACTIVE", "TERMINATED")) {
      sides.put("old acc " + state, new SideState.OursRenamed(row(id, "", state)));
      sides.put("old dial " + state, new SideState.OursRenamed(row(id, otherId, state)));
    }
    List<Ownership> others =
        new ArrayList<>(
            List.of(
                new Ownership.Unmarked(),
                new Ownership.Foreign("else"),
                new Ownership.Kubernetes(),
                new Ownership.Forged("mesh:peering/x/y")));
    for (Ownership other : others) {
      sides.put(
          other.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT),
          new SideState.NotOurs(row(id, "", "ACTIVE"), other));
    }
    return sides;
  }

  private static LivePeering row(String id, String peerId, String state) {
    return peerId.isEmpty()
        ? Planning.acceptor("peer", id, state, Map.of())
        : Planning.dialer("peer", id, peerId, state, Map.of());
  }

  private static String shown(PairVerdict verdict) {
    return switch (verdict) {
      case PairVerdict.Sound sound ->
          "keep, "
              + word(sound.acceptor())
              + " accepts"
              + (sound.note().isEmpty() ? "" : "; waiting");
      case PairVerdict.Conflict conflict -> "report: " + conflict.reason().text();
      case PairVerdict.Peer peer ->
          switch (peer.rows()) {
                case STAY -> "peer";
                case GO -> "clean and peer";
              }
              + ", "
              + word(peer.acceptor())
              + " accepts: "
              + peer.reason().text();
    };
  }

  private static String word(PairVerdict.Acceptor acceptor) {
    return switch (acceptor) {
      case FIRST -> "first";
      case SECOND -> "second";
    };
  }
}
