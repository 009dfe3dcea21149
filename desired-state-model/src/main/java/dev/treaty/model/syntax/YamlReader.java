package dev.treaty.model.syntax;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.diagnostic.SourceRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML 1.2 documents with positions. Refuses duplicate keys, merge keys and tags; aliases are
 * resolved within limits.
 */
public final class YamlReader {

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setUseMarks(true).setCodePointLimit(SourceText.MAX_BYTES).build();
  private static final int MAX_FAULTS = 20;
  private static final int MAX_ALIASED_NODES = 100_000;

  private final SourceText source;
  private final Iterator<Event> events;
  private final Map<String, Node> anchors = new HashMap<>();
  private final Map<String, Integer> sizes = new HashMap<>();
  private List<Diagnostic> faults = new ArrayList<>();
  private int errors = 0;
  private int warnings = 0;
  private int aliases = 0;
  private int aliasedNodes = 0;
  private int nodes = 0;

  private YamlReader(SourceText source) {
    this.source = source;
    this.events = new Parse(SETTINGS).parseString(source.text()).iterator();
  }

  /** The documents in order; one that is empty has no root and no diagnostics. */
  public static List<Parsed> read(SourceText source) {
    if (!source.faults().isEmpty()) {
      return List.of(Parsed.failed(source.faults()));
    }
    return new YamlReader(source).documents();
  }

  private List<Parsed> documents() {
    List<Parsed> documents = new ArrayList<>();
    try {
      while (events.hasNext()) {
        Event event = events.next();
        if (event.getEventId() == Event.ID.DocumentStart) {
          if (documents.size() >= Limits.MAX_DOCUMENTS) {
            throw new Refused(
                DiagnosticCode.TOO_LARGE.at(
                    range(event),
                    "",
                    "the file holds more than " + Limits.MAX_DOCUMENTS + " documents"));
          }
          documents.add(document());
        }
      }
    } catch (Refused e) {
      faults.add(e.diagnostic);
      documents.add(finished(Optional.empty()));
    } catch (MarkedYamlEngineException e) {
      faults.add(fault(e));
      documents.add(finished(Optional.empty()));
    } catch (YamlEngineException e) {
      faults.add(
          DiagnosticCode.YAML_SYNTAX.at(
              SourceRange.at(source.file(), 1, 1), "", String.valueOf(e.getMessage())));
      documents.add(finished(Optional.empty()));
    }
    return documents;
  }

  private Parsed document() {
    anchors.clear();
    sizes.clear();
    aliases = 0;
    aliasedNodes = 0;
    Node node = node(events.next(), 0);
    return switch (node) {
      case Node.MapNode map -> finished(Optional.of(map));
      case Node.NullNode nothing -> finished(Optional.empty());
      case Node.ListNode list -> notAMap(list);
      case Node.TextNode text -> notAMap(text);
      case Node.NumberNode number -> notAMap(number);
      case Node.FlagNode flag -> notAMap(flag);
      case Node.CallNode call -> notAMap(call);
    };
  }

  private Parsed notAMap(Node node) {
    faults.add(
        DiagnosticCode.NOT_A_MAP.at(node.range(), "", "expected a map, found " + node.noun()));
    return finished(Optional.empty());
  }

  private Parsed finished(Optional<Node.MapNode> root) {
    List<Diagnostic> all = faults.stream().map(source::withExcerpt).toList();
    faults = new ArrayList<>();
    errors = 0;
    warnings = 0;
    return new Parsed(root, all);
  }

  /** Notes a fault if it is one of the first; warnings never keep an error from being told. */
  private void report(Diagnostic fault) {
    int before = fault.isError() ? errors++ : warnings++;
    if (before < MAX_FAULTS) {
      faults.add(fault);
    }
  }

  private Node node(Event event, int depth) {
    if (depth > Limits.MAX_DEPTH) {
      throw new Refused(
          DiagnosticCode.TOO_LARGE.at(
              range(event), "", "values are nested more than " + Limits.MAX_DEPTH + " deep"));
    }
    int before = nodes;
    nodes++;
    if (event instanceof AliasEvent alias) {
      return alias(alias);
    }
    if (!(event instanceof NodeEvent start)) {
      throw new IllegalStateException("unexpected event " + event.getEventId());
    }
    Node node =
        switch (start) {
          case ScalarEvent scalar -> scalar(scalar);
          case MappingStartEvent mapping -> {
            refuseTag(mapping.getTag(), "tag:yaml.org,2002:map", mapping);
            yield map(mapping, depth);
          }
          case SequenceStartEvent sequence -> {
            refuseTag(sequence.getTag(), "tag:yaml.org,2002:seq", sequence);
            yield list(sequence, depth);
          }
          default -> throw new IllegalStateException("unexpected event " + event.getEventId());
        };
    int size = nodes - before;
    start
        .getAnchor()
        .ifPresent(anchor -> {
          anchors.put(anchor.getValue(), node);
          sizes.put(anchor.getValue(), size);
        });
    return node;
  }

  private Node alias(AliasEvent event) {
    String name = event.getAlias().getValue();
    Node target = anchors.get(name);
    if (target == null) {
      throw new Refused(
          DiagnosticCode.YAML_SYNTAX.at(
              range(event), "", "the alias *" + name + " has no anchor before it"));
    }
    aliases++;
    aliasedNodes += sizes.getOrDefault(name, 0);
    nodes += sizes.getOrDefault(name, 0);
    if (aliases > Limits.MAX_ALIASES || aliasedNodes > MAX_ALIASED_NODES) {
      throw new Refused(
          DiagnosticCode.TOO_LARGE.at(
              range(event),
              "",
              "the document uses more than "
                  + Limits.MAX_ALIASES
                  + " aliases, or repeats too much by them"));
    }
    return target;
  }

  private Node scalar(ScalarEvent event) {
    SourceRange range = range(event);
    Optional<String> tag = event.getTag().filter(name -> !name.equals("!"));
    refuseTag(tag, "tag:yaml.org,2002:str", event);
    if (tag.isPresent() || !event.isPlain()) {
      return new Node.TextNode(event.getValue(), range);
    }
    if (warnings < MAX_FAULTS && YamlScalar.isTrap(event.getValue())) {
      report(
          DiagnosticCode.DUBIOUS_VALUE
              .warnAt(
                  range,
                  "",
                  "\"" + event.getValue() + "\" is read differently by older YAML readers")
              .withHint(
                  "put it in quotes if it is a text, or write true, false or a plain number"));
    }
    Node node = YamlScalar.plain(event.getValue(), range);
    if (node instanceof Node.NumberNode number
        && errors < MAX_FAULTS
        && Double.isInfinite(Double.parseDouble(number.raw()))) {
      report(DiagnosticCode.YAML_SYNTAX.at(range, "", "the number is out of range"));
    }
    return node;
  }

  private Node list(SequenceStartEvent start, int depth) {
    List<Node> items = new ArrayList<>();
    while (true) {
      Event next = events.next();
      if (next.getEventId() == Event.ID.SequenceEnd) {
        return new Node.ListNode(items, HclFaults.join(range(start), range(next)));
      }
      items.add(node(next, depth + 1));
    }
  }

  private Node map(MappingStartEvent start, int depth) {
    List<Node.Member> members = new ArrayList<>();
    Map<String, SourceRange> seen = new HashMap<>();
    while (true) {
      Event next = events.next();
      if (next.getEventId() == Event.ID.MappingEnd) {
        return new Node.MapNode(members, HclFaults.join(range(start), range(next)));
      }
      SourceRange keyRange = range(next);
      if (!(next instanceof ScalarEvent scalar)) {
        throw new Refused(
            DiagnosticCode.YAML_SYNTAX.at(keyRange, "", "expected a key that is a plain text"));
      }
      String key = scalar.getValue();
      if (key.equals("<<") && scalar.isPlain()) {
        throw new Refused(
            DiagnosticCode.YAML_SYNTAX
                .at(keyRange, "<<", "merge keys are not read")
                .withHint("write the keys out"));
      }
      Node value = node(events.next(), depth + 1);
      SourceRange first = seen.putIfAbsent(key, keyRange);
      if (first == null) {
        members.add(new Node.Member(key, keyRange, value));
      } else if (errors < MAX_FAULTS) {
        report(
            DiagnosticCode.DUPLICATE_KEY
                .at(
                    keyRange,
                    key,
                    "\""
                        + key
                        + "\" is written twice; first on line "
                        + first.startLine()
                        + ", column "
                        + first.startColumn())
                .withHint("remove one of the two"));
      }
    }
  }

  private void refuseTag(Optional<String> tag, String allowed, Event event) {
    if (tag.isPresent() && !tag.get().equals(allowed)) {
      throw new Refused(
          DiagnosticCode.YAML_SYNTAX
              .at(range(event), "", "the tag " + tag.get() + " is not read")
              .withHint("write the plain value"));
    }
  }

  private SourceRange range(Event event) {
    SourceRange start = at(event.getStartMark());
    SourceRange end = at(event.getEndMark());
    return new SourceRange(
        start.file(),
        start.startLine(),
        start.startColumn(),
        end.startLine(),
        end.startLine() == start.startLine()
            ? Math.max(end.startColumn(), start.startColumn() + 1)
            : end.startColumn());
  }

  private SourceRange at(Optional<Mark> mark) {
    return mark.map(m -> SourceRange.at(source.file(), m.getLine() + 1, m.getColumn() + 1))
        .orElseGet(() -> SourceRange.at(source.file(), 1, 1));
  }

  private Diagnostic fault(MarkedYamlEngineException e) {
    String problem = String.valueOf(e.getProblem());
    String context = e.getContext();
    String message = context == null || context.isEmpty() ? problem : context + ": " + problem;
    Diagnostic fault = DiagnosticCode.YAML_SYNTAX.at(at(e.getProblemMark()), "", message);
    return problem.contains("'\\t'") || problem.contains("TAB")
        ? fault.withHint("YAML is indented with spaces, not tabs")
        : fault;
  }

  /** Ends the reading of the file with one diagnostic. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Diagnostic diagnostic;

    private Refused(Diagnostic diagnostic) {
      super(diagnostic.message(), null, false, false);
      this.diagnostic = diagnostic;
    }
  }
}
