package dev.treaty.agent.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Takes in a request's body up to a limit. Lives on the event loop. */
final class BodyCollector {

  private static final byte[] NOTHING = {};

  private final int limit;
  private final LongConsumer tooLong;
  private @Nullable Buffer first;
  private final ByteArrayOutputStream rest = new ByteArrayOutputStream(0);
  private long size;
  private boolean refused;

  private BodyCollector(int limit, LongConsumer tooLong) {
    this.limit = limit;
    this.tooLong = tooLong;
  }

  static void collect(
      HttpServerRequest request, int limit, Consumer<byte[]> whole, LongConsumer tooLong) {
    BodyCollector collector = new BodyCollector(limit, tooLong);
    long announced = announced(request);
    if (announced > limit) {
      collector.refused = true;
      tooLong.accept(announced);
    }
    request.handler(collector::more);
    request.endHandler(unused -> {
      if (!collector.refused) {
        whole.accept(collector.bytes());
      }
    });
  }

  private static long announced(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    if (length == null) {
      return -1;
    }
    try {
      return Long.parseLong(length);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private void more(Buffer part) {
    if (refused) {
      return;
    }
    size += part.length();
    if (size > limit) {
      refused = true;
      first = null;
      tooLong.accept(size);
      return;
    }
    if (first == null) {
      first = part;
    } else {
      rest.writeBytes(part.getBytes());
    }
  }

  private byte[] bytes() {
    if (first == null) {
      return NOTHING;
    }
    byte[] begin = first.getBytes();
    if (rest.size() == 0) {
      return begin;
    }
    byte[] all = Arrays.copyOf(begin, begin.length + rest.size());
    System.arraycopy(rest.toByteArray(), 0, all, begin.length, rest.size());
    return all;
  }
}
