package dev.treaty.agent.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;

/** Commands and rows as bytes. */
final class CommandCodec {

  private CommandCodec() {}

  static byte[] encode(Object commandOrRow) {
    try {
      return StoreJson.MAPPER.writeValueAsBytes(commandOrRow);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          commandOrRow.getClass().getName() + " cannot be written to the log", e);
    }
  }

  static <T> T decode(byte[] bytes, Class<T> type) throws IOException {
    return StoreJson.MAPPER.readValue(bytes, type);
  }
}
