package dev.treaty.demo;

import dev.treaty.model.value.JsonSyntaxException;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What {@code treaty run -o ndjson} has said so far; shows each event as it comes. */
final class Heard {

  private final Screen screen;
  private final List<String> types = new ArrayList<>();
  private boolean muted;

  Heard(Screen screen) {
    this.screen = screen;
  }

  synchronized void accept(String line) {
    Value.Fields event = parse(line);
    types.add(event.text("type"));
    if (!muted) {
      String message = event.text("@message");
      (message.isEmpty() ? line : message).lines().forEach(screen::heard);
    }
  }

  /** A place in the stream, for {@link #cameAfter}. */
  synchronized int mark() {
    return types.size();
  }

  synchronized boolean cameAfter(int mark, String type) {
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
