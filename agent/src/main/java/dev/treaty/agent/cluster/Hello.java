package dev.treaty.agent.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What members say to each other, every second and when they join.
 *
 * @param version of this protocol
 * @param self who speaks
 * @param digest of whom the speaker knows
 * @param members whom the speaker knows; empty where the other one's digest says the same
 */
record Hello(int version, Member self, String digest, List<MemberTable.Word> members) {

  static final int VERSION = 1;
  static final String PATH = "/internal/hello";

  private static final ObjectMapper JSON =
      new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

  /**
   * The answer.
   *
   * @param refusal why the speaker cannot be a member; empty where it can
   * @param leaderId who leads, as far as the answering server knows; empty where nobody is known
   * @param term of that leader
   * @param complete whether the members are all that the server knows
   */
  record Reply(
      int version,
      Member self,
      String refusal,
      String leaderId,
      long term,
      boolean complete,
      List<MemberTable.Word> members) {}

  static byte[] write(Object message) {
    try {
      return JSON.writeValueAsBytes(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a message that cannot be written", e);
    }
  }

  static <T> Optional<T> read(byte[] bytes, Class<T> type) {
    try {
      return Optional.ofNullable(JSON.readValue(bytes, type));
    } catch (IOException | IllegalArgumentException | NullPointerException e) {
      return Optional.empty();
    }
  }
}
