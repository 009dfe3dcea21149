package dev.treaty.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemberTableTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final MemberTable table = new MemberTable("me", true, Duration.ofSeconds(6));

  private static Member member(String id, String name, long incarnation) {
    return new Member(
        id,
        name,
        "dc1",
        true,
        "10.0.0.1",
        8301,
        "10.0.0.1:8300",
        Map.of(),
        incarnation,
        "",
        MemberStatus.ALIVE);
  }

  private MemberStatus status(String id, long now) {
    return table.byId(id, now).orElseThrow().status();
  }

  @Test
  void silenceIsFailureUnlessWeSlept() {
    table.heard(member("a", "a", 1), 0);
    assertThat(status("a", 6 * SECOND)).isEqualTo(MemberStatus.ALIVE);
    assertThat(status("a", 7 * SECOND)).isEqualTo(MemberStatus.FAILED);
    table.excuse(Duration.ofSeconds(5));
    assertThat(status("a", 7 * SECOND)).isEqualTo(MemberStatus.ALIVE);
  }

  @Test
  void aFarewellCountsUntilANewerWord() {
    table.heard(member("a", "a", 1), 0);
    table.told(new MemberTable.Word(member("a", "a", 1).withStatus(MemberStatus.LEFT), 0), SECOND);
    assertThat(status("a", SECOND)).isEqualTo(MemberStatus.LEFT);
    assertThat(table.heard(member("a", "a", 1), SECOND)).isFalse();
    assertThat(table.heard(member("a", "a", 2), SECOND)).isTrue();
    assertThat(status("a", SECOND)).isEqualTo(MemberStatus.ALIVE);
  }

  @Test
  void theDeadAreNotMadeKnownAnew() {
    Member gone = member("a", "a", 1).withStatus(MemberStatus.LEFT);
    table.told(new MemberTable.Word(gone, 0), 0);
    assertThat(table.all(0)).isEmpty();
    table.told(new MemberTable.Word(member("b", "b", 1).withStatus(MemberStatus.FAILED), 9_000), 0);
    assertThat(status("b", 0)).isEqualTo(MemberStatus.FAILED);
    table.reap(Duration.ofHours(72), Duration.ofHours(24), Duration.ofHours(73).toNanos());
    assertThat(table.all(0)).isEmpty();
  }

  @Test
  void aNameBelongsToOneLivingMember() {
    Member self = member("me", "me", 1);
    table.heard(member("a", "a", 1), 0);
    assertThat(table.conflict(self, member("b", "A", 2), SECOND)).isPresent();
    assertThat(table.conflict(self, member("a", "other", 2), SECOND))
        .contains("Member 'other' has conflicting node ID 'a' with member 'a'");
    assertThat(table.conflict(self, member("b", "A", 2), 10 * SECOND)).isEmpty();
    table.heard(member("b", "A", 2), 10 * SECOND);
    assertThat(table.all(10 * SECOND)).extracting(Member::id).isEqualTo(List.of("b"));
  }
}
