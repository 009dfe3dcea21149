package dev.treaty.model.syntax;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.diagnostic.SourceRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads JSON with positions; refuses duplicate keys. */
public final class JsonReader {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Limits.MAX_DEPTH + 1)
                  .maxNumberLength(400)
                  .maxStringLength(SourceText.MAX_BYTES)
                  .build())
          .build();

  private static final int MAX_FAULTS = 20;

  private final SourceText source;
  private final JsonParser parser;
  private final List<Diagnostic> faults = new ArrayList<>();

  private JsonReader(SourceText source, JsonParser parser) {
    this.source = source;
    this.parser = parser;
  }

  /** Reads one document; anything after it is refused. */
  public static Parsed read(SourceText source) {
    return read(source, true);
  }

  /** Reads the first document and ignores what follows, as Consul's HTTP API does with a body. */
  public static Parsed readFirst(SourceText source) {
    return read(source, false);
  }

  private static Parsed read(SourceText source, boolean alone) {
    if (!source.faults().isEmpty()) {
      return Parsed.failed(source.faults());
    }
    try (JsonParser parser = FACTORY.createParser(source.text())) {
      return new JsonReader(source, parser).document(alone);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  private Parsed document(boolean alone) throws IOException {
    Optional<Node.MapNode> root = Optional.empty();
    try {
      JsonToken first = parser.nextToken();
      if (first == null) {
        faults.add(
            DiagnosticCode.JSON_SYNTAX.at(
                SourceRange.at(source.file(), 1, 1), "", "expected \"{\", the document is empty"));
        return result(root);
      }
      Node node = node(first);
      if (node instanceof Node.MapNode map) {
        root = Optional.of(map);
      } else {
        faults.add(
            DiagnosticCode.NOT_A_MAP.at(node.range(), "", "expected a map, found " + node.noun()));
      }
      if (alone && parser.nextToken() != null) {
        faults.add(
            DiagnosticCode.JSON_SYNTAX
                .at(here(), "", "expected the end of the file after the document")
                .withHint("a JSON file holds one document"));
      }
    } catch (JsonProcessingException e) {
      faults.add(fault(e));
    }
    return result(root);
  }

  private Parsed result(Optional<Node.MapNode> root) {
    return new Parsed(root, faults.stream().map(source::withExcerpt).toList());
  }

  private Node node(JsonToken token) throws IOException {
    SourceRange start = here();
    return switch (token) {
      case START_OBJECT -> map(start);
      case START_ARRAY -> {
        List<Node> items = new ArrayList<>();
        for (JsonToken next = parser.nextToken();
            next != JsonToken.END_ARRAY;
            next = parser.nextToken()) {
          items.add(node(next));
        }
        yield new Node.ListNode(items, until(start));
      }
      case VALUE_STRING -> {
        String text = parser.getText();
        yield new Node.TextNode(text, until(start));
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        String raw = parser.getText();
        if (faults.size() < MAX_FAULTS && Double.isInfinite(Double.parseDouble(raw))) {
          faults.add(
              DiagnosticCode.JSON_SYNTAX.at(start, "", "the number " + raw + " is out of range"));
        }
        yield new Node.NumberNode(raw, until(start));
      }
      case VALUE_TRUE, VALUE_FALSE ->
          new Node.FlagNode(token == JsonToken.VALUE_TRUE, until(start));
      case VALUE_NULL -> new Node.NullNode(until(start));
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("unexpected token " + token);
    };
  }

  private Node map(SourceRange start) throws IOException {
    List<Node.Member> members = new ArrayList<>();
    Map<String, SourceRange> seen = new HashMap<>();
    for (JsonToken next = parser.nextToken();
        next == JsonToken.FIELD_NAME;
        next = parser.nextToken()) {
      String key = parser.currentName();
      SourceRange keyStart = here();
      SourceRange keyRange =
          new SourceRange(
              keyStart.file(),
              keyStart.startLine(),
              keyStart.startColumn(),
              keyStart.startLine(),
              keyStart.startColumn() + key.length() + 2);
      Node value = node(parser.nextToken());
      SourceRange first = seen.putIfAbsent(key, keyRange);
      if (first == null) {
        members.add(new Node.Member(key, keyRange, value));
      } else if (faults.size() < MAX_FAULTS) {
        faults.add(
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
    return new Node.MapNode(members, until(start));
  }

  private SourceRange here() {
    JsonLocation at = parser.currentTokenLocation();
    return SourceRange.at(source.file(), at.getLineNr(), at.getColumnNr());
  }

  private SourceRange until(SourceRange start) throws IOException {
    parser.finishToken();
    JsonLocation end = parser.currentLocation();
    return new SourceRange(
        start.file(), start.startLine(), start.startColumn(), end.getLineNr(), end.getColumnNr());
  }

  private Diagnostic fault(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    SourceRange range =
        at == null
            ? SourceRange.at(source.file(), 1, 1)
            : SourceRange.at(
                source.file(), Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
    String message = e.getOriginalMessage();
    int detail = message.indexOf("\n");
    String first = detail < 0 ? message : message.substring(0, detail);
    if (first.contains("nesting depth")) {
      return DiagnosticCode.TOO_LARGE.at(
          range, "", "values are nested more than " + Limits.MAX_DEPTH + " deep");
    }
    return DiagnosticCode.JSON_SYNTAX.at(range, "", first);
  }
}
