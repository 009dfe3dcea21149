package dev.treaty.demo;

import dev.treaty.lab.Patience;
import dev.treaty.model.value.JsonSyntaxException;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What {@code treaty run -o ndjson} has said so far; shows each event as it comes. */
final class Heard {

  private static final Duration PAUSE = Duration.ofMillis(400);

  private final Screen screen;
  private final Patience patience;
  private long lastWord;
  private final List<String> types = new ArrayList<>();
  private boolean muted;

  Heard(Screen screen, Patience patience) {
    this.screen = screen;
    this.patience = patience;
    this.lastWord = patience.now();
  }

  synchronized void accept(String line) {
    Value.Fields event = parse(line);
    types.add(event.text("type"));
    lastWord = patience.now();
    if (!muted) {
      String message = event.text("@message");
      (message.isEmpty() ? line : message).lines().forEach(screen::heard);
    }
  }

  /** A place in the stream, for {@link #endedWith}. */
  synchronized int mark() {
    return types.size();
  }

  /** Whether it was said since, and nothing more has followed for a moment. */
  synchronized boolean endedWith(int mark, String type) {
    return cameAfter(mark, type) && patience.since(lastWord).compareTo(PAUSE) >= 0;
  }

  private boolean cameAfter(int mark, String type) {
    return types.subList(Math.min(mark, types.size()), types.size()).contains(type);
  }

  synchronized void mute() {
    muted = true;
  }

  private static Value.Fields parse(String line) {
    try {
      return ValueJson.parse(line.getBytes(StandardCharsets.UTF_8)) instanceof Value.Fields fields
          ? fields
          : Value.Fields.EMPTY;
    } catch (JsonSyntaxException e) {
      return Value.Fields.EMPTY;
    }
  }
}
