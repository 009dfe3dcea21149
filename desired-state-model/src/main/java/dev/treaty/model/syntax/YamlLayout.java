package dev.treaty.model.syntax;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Where the parts of a readable YAML stream stand that decide about its layout. */
final class YamlLayout {

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setUseMarks(true).setCodePointLimit(SourceText.MAX_BYTES).build();

  /** A place; lines and columns count from 0, columns in code points. */
  record Place(int line, int column) {}

  /** White space between a key and its value on one line. */
  record Gap(int line, int from, int to) {}

  /** How the lines of a value after its first one are laid out. */
  enum Body {
    /** Moves with its first line; what stands at the end of a line may count. */
    MOVED,
    /** The lines of a block scalar; every space counts. */
    BLOCK
  }

  private final Iterator<Event> events;
  private final Set<Place> keys = new HashSet<>();
  private final Map<Integer, List<Gap>> gaps = new HashMap<>();
  private final Map<Integer, Body> bodies = new HashMap<>();
  private final Map<Integer, Integer> firstLines = new HashMap<>();

  private YamlLayout(String text) {
    this.events = new Parse(SETTINGS).parseString(text).iterator();
  }

  static YamlLayout of(String text) {
    YamlLayout layout = new YamlLayout(text);
    while (layout.events.hasNext()) {
      Event event = layout.events.next();
      if (event.getEventId() == Event.ID.DocumentStart) {
        layout.node(layout.events.next(), false);
      }
    }
    return layout;
  }

  /** Whether a key of a block mapping begins there. */
  boolean isKey(int line, int column) {
    return keys.contains(new Place(line, column));
  }

  /** The gaps on a line, from left to right. */
  List<Gap> gaps(int line) {
    return gaps.getOrDefault(line, List.of());
  }

  /** What a line goes on with, if it does. */
  Optional<Body> body(int line) {
    return Optional.ofNullable(bodies.get(line));
  }

  /** The line on which the value begins that this line goes on with. */
  int firstLine(int line) {
    return firstLines.getOrDefault(line, line);
  }

  private void node(Event event, boolean inFlow) {
    switch (event) {
      case ScalarEvent scalar -> scalar(scalar);
      case CollectionStartEvent start -> {
        boolean flow = inFlow || start.isFlow();
        boolean mapping = event.getEventId() == Event.ID.MappingStart;
        Event end = mapping ? mapping(flow) : sequence(flow);
        if (start.isFlow() && !inFlow) {
          mark(line(start.getStartMark()), line(end.getEndMark()), Body.MOVED);
        }
      }
      default -> {}
    }
  }

  private Event sequence(boolean flow) {
    Event next = events.next();
    while (next.getEventId() != Event.ID.SequenceEnd) {
      node(next, flow);
      next = events.next();
    }
    return next;
  }

  private Event mapping(boolean flow) {
    Event key = events.next();
    while (key.getEventId() != Event.ID.MappingEnd) {
      node(key, flow);
      Event value = events.next();
      if (!flow) {
        keys.add(place(key.getStartMark()));
        gap(place(key.getEndMark()), value);
      }
      node(value, flow);
      key = events.next();
    }
    return key;
  }

  private void gap(Place end, Event value) {
    Place start = place(value.getStartMark());
    boolean empty = value instanceof ScalarEvent && start.equals(place(value.getEndMark()));
    if (start.line() == end.line() && !empty) {
      gaps.computeIfAbsent(end.line(), line -> new ArrayList<>())
          .add(new Gap(end.line(), end.column(), start.column()));
    }
  }

  private void scalar(ScalarEvent scalar) {
    boolean block =
        scalar.getScalarStyle() == ScalarStyle.LITERAL
            || scalar.getScalarStyle() == ScalarStyle.FOLDED;
    Place end = place(scalar.getEndMark());
    // A block scalar ends where the next line begins.
    int last = block && end.column() == 0 ? end.line() - 1 : end.line();
    mark(line(scalar.getStartMark()), last, block ? Body.BLOCK : Body.MOVED);
  }

  private void mark(int first, int last, Body body) {
    for (int line = first + 1; line <= last; line++) {
      bodies.put(line, body);
      firstLines.put(line, first);
    }
  }

  private static int line(Optional<Mark> mark) {
    return place(mark).line();
  }

  private static Place place(Optional<Mark> mark) {
    return mark.map(m -> new Place(m.getLine(), m.getColumn())).orElse(new Place(0, 0));
  }
}
