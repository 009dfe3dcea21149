package dev.treaty.reconcile.report;

import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.locks.ReentrantLock;

/** Writes events to a stream, one line or one paragraph each, and flushes each. Thread-safe. */
public final class EventWriter implements EventSink {

  /** How an event is written. */
  public enum Style {
    /** What it says, alone. */
    TEXT,
    /** Behind the time of day. */
    TIMED_TEXT,
    NDJSON
  }

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  private final PrintWriter out;
  private final Style style;
  private final InstantSource clock;
  private final ZoneId zone;
  private final ReentrantLock lock = new ReentrantLock();

  public EventWriter(PrintWriter out, Style style, InstantSource clock, ZoneId zone) {
    this.out = out;
    this.style = style;
    this.clock = clock;
    this.zone = zone;
  }

  @Override
  public void accept(Event event) {
    String written =
        switch (style) {
          case TEXT -> Markup.terminal(event.text());
          case TIMED_TEXT ->
              TIME.format(clock.instant().atZone(zone)) + "  " + indented(event.text());
          case NDJSON -> json(event);
        };
    lock.lock();
    try {
      out.print(written);
      out.print('\n');
      out.flush();
    } finally {
      lock.unlock();
    }
  }

  private static String indented(String text) {
    return Markup.terminal(text).stripTrailing().replace("\n", "\n              ");
  }

  private String json(Event event) {
    Value.Fields line =
        Value.Fields.EMPTY
            .with("@timestamp", Value.text(clock.instant().toString()))
            .with("type", Value.text(event.type()))
            .with("@message", Value.text(event.text().strip()));
    for (var detail : event.details().map().entrySet()) {
      line = line.with(detail.getKey(), detail.getValue());
    }
    return ValueJson.write(line);
  }
}
