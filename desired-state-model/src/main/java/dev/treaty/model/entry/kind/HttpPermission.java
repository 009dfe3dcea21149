package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Gate;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The HTTP part of an intention's permission. */
final class HttpPermission {

  static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "CONNECT", "OPTIONS", "TRACE");

  private static final Shape HEADER =
      Shape.fields()
          .always("Name", Type.TEXT)
          .optional("Present", Type.FLAG)
          .optional("Exact", Type.TEXT)
          .optional("Prefix", Type.TEXT)
          .optional("Suffix", Type.TEXT)
          .optional("Contains", Type.TEXT)
          .since(1, 20, 1)
          .optional("Regex", Type.TEXT)
          .optional("Invert", Type.FLAG)
          .optional("IgnoreCase", Type.FLAG)
          .since(1, 20, 1)
          .build();

  static final Shape SHAPE =
      Shape.fields()
          .optional("PathExact", Type.TEXT)
          .optional("PathPrefix", Type.TEXT)
          .optional("PathRegex", Type.TEXT)
          .optional("Header", Type.named(HEADER))
          .optional("Methods", Type.TEXTS)
          .build();

  private HttpPermission() {}

  static void check(Value.Fields http, String at, Gate server, Findings findings) {
    int paths = 0;
    for (String key : List.of("PathExact", "PathPrefix")) {
      String path = http.text(key);
      if (!path.isEmpty()) {
        paths++;
        if (!path.startsWith("/")) {
          findings.fail(
              http, key, at + "." + key + " doesn't start with '/': " + GoFormat.quote(path));
        }
      }
    }
    if (!http.text("PathRegex").isEmpty()) {
      paths++;
    }
    if (paths > 1) {
      findings.fail(
          http, "", at + " should only contain at most one of PathExact, PathPrefix, or PathRegex");
    }
    List<Value.Fields> headers = http.maps("Header");
    for (int k = 0; k < headers.size(); k++) {
      header(headers.get(k), at + ".Header[" + k + "]", server, findings);
    }
    Set<String> seen = new HashSet<>();
    for (Value value : http.items("Methods")) {
      String method = value instanceof Value.Text(String text) ? text : "";
      if (!METHODS.contains(method)) {
        findings.fail(
            http, "Methods", at + ".Methods contains an invalid method " + GoFormat.quote(method));
      } else if (!seen.add(method)) {
        findings.fail(
            http,
            "Methods",
            at + ".Methods contains " + GoFormat.quote(method) + " more than once");
      }
    }
    if (paths == 0 && headers.isEmpty() && http.items("Methods").isEmpty()) {
      findings.fail(http, "", at + " should not be empty");
    }
  }

  private static void header(Value.Fields header, String at, Gate server, Findings findings) {
    if (header.text("Name").isEmpty()) {
      findings.fail(header, "Name", at + " missing required Name field");
    }
    int given = header.flag("Present") ? 1 : 0;
    for (String key : List.of("Exact", "Prefix", "Suffix", "Contains", "Regex")) {
      given += header.text(key).isEmpty() ? 0 : 1;
    }
    if (given != 1) {
      findings.fail(
          header,
          "",
          at
              + (server.atLeast(1, 20, 1)
                  ? " should only contain one of Present, Exact, Prefix, Suffix, Contains, or Regex"
                  : " should only contain one of Present, Exact, Prefix, Suffix, or Regex"));
    }
    if (header.flag("IgnoreCase") && (header.flag("Present") || !header.text("Regex").isEmpty())) {
      findings.fail(
          header,
          "IgnoreCase",
          at + " should set one of Exact, Prefix, Suffix, or Contains when using IgnoreCase");
    }
  }
}
