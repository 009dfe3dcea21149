package dev.treaty.model.hostile;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** One megabyte of malice each, made when it is asked for. */
final class HostileInputs {

  static final int MEGABYTE = 1 << 20;

  private final Map<String, Supplier<String>> inputs = new LinkedHashMap<>();

  private HostileInputs() {}

  /** File name, whose ending says how it is read, to text. */
  static Map<String, Supplier<String>> all() {
    HostileInputs made = new HostileInputs();
    made.hcl();
    made.json();
    made.yaml();
    made.decoded();
    made.colliding();
    made.other();
    return made.inputs;
  }

  private void hcl() {
    put("brackets.hcl", () -> "Kind = \"proxy-defaults\"\nConfig = " + fill("["));
    put("braces.hcl", () -> fill("a { "));
    put("labels.hcl", () -> fill("\"a\" "));
    put("keys.hcl", () -> fill("a b "));
    put("labelled.hcl", () -> numbered(i -> "a \"l" + i + "\" {}\n"));
    put("labelled-deep.hcl", () -> fill("a \"b\" \"c\" \"d\" {}\n"));
    put("quotes.hcl", () -> "a = " + fill("\""));
    put("quote-lines.hcl", () -> fill("\"\n"));
    put("interpolations.hcl", () -> "a = \"" + fill("${"));
    put("interpolation-lines.hcl", () -> fill("\"${\n"));
    put("interpolation-values.hcl", () -> fill("a = \"${\n"));
    put("interpolated.hcl", () -> "a = \"" + fill("${a}") + "\"");
    put("escapes.hcl", () -> "a = \"" + fill("\\q") + "\"");
    put("escape-lines.hcl", () -> fill("\"\\q\"\n"));
    put("heredocs.hcl", () -> fill("a = <<A\n"));
    put("heredocs-apart.hcl", () -> numbered(i -> "a" + i + " = <<A\nx\nA\n"));
    put("heredoc-bad.hcl", () -> fill("<<a b\n"));
    put("heredoc-lines.hcl", () -> "a = <<A\n" + fill("x\n") + "A\n");
    put("heredoc-indented.hcl", () -> "a = <<-A\n" + fill("  x\n") + "  A\n");
    put("heredoc-line.hcl", () -> "a = <<A\n" + fill("x") + "\nA\n");
    put("heredoc-marker.hcl", () -> "a = <<" + fill("A") + "\n");
    put("comments.hcl", () -> fill("/*"));
    put("comment.hcl", () -> "# " + fill("x") + "\nKind = \"mesh\"\n");
    put("comment-lines.hcl", () -> fill("#\n") + "Kind = \"mesh\"\n");
    put("comment-block.hcl", () -> "/* " + fill("* /") + "*/ Kind = \"mesh\"\n");
    put("digits.hcl", () -> "a = " + fill("9"));
    put("numbers.hcl", () -> "a = [" + fill("9.9e307, ") + "]");
    put("exponents.hcl", () -> "a = [" + fill("1e-99999999, ") + "]");
    put("exponents-large.hcl", () -> "a = [" + fill("1e999999999, ") + "]");
    put("strays.hcl", () -> fill("'"));
    put("stray-lines.hcl", () -> fill("'\n"));
    put("controls.hcl", () -> fill("\u0001"));
    put("closers.hcl", () -> fill("a = [}\n"));
    put("commas.hcl", () -> fill(","));
    put("calls.hcl", () -> "a = [" + fill("f(\"x\"), ") + "]");
    put("same.hcl", () -> fill("a = 1\n"));
    put("repeated.hcl", () -> fill("a {}\n"));
    put("repeated-list.hcl", () -> fill("a = [{}]\n"));
    put("nul.hcl", () -> "Kind = \"mesh\"\n" + fill("\u0000"));
    put("direction.hcl", () -> "Kind = \"mesh\"\n" + fill("\u202e"));
    put("key.hcl", () -> fill("a") + " = 1");
    put("kind.hcl", () -> "Kind = \"" + fill("a") + "\"");
    put("returns.hcl", () -> fill("a = 1\r"));
    put("elements.hcl", () -> "Kind = \"mesh\"\nMeta = [" + fill("{a = \"\"}, ") + "]");
  }

  private void json() {
    put("brackets.json", () -> "{\"Kind\":" + fill("["));
    put("braces.json", () -> fill("{\"a\":"));
    put("digits.json", () -> "{\"a\":" + fill("9"));
    put("exponent.json", () -> "{\"Kind\":\"mesh\",\"a\":1e" + fill("9") + "}");
    put("numbers.json", () -> opaque("[" + fill("1.7976931348623157e308,") + "1]"));
    put("small-numbers.json", () -> opaque("[" + fill("4.9e-324,") + "1]"));
    put("exponents.json", () -> opaque("[" + fill("1e-99999999,") + "1]"));
    put("large-exponents.json", () -> opaque("[" + fill("1e999,") + "1]"));
    put("long-numbers.json", () -> opaque("[" + fill("9".repeat(399) + ",") + "1]"));
    put("text.json", () -> "{\"Kind\":\"" + fill("a") + "\"}");
    put("escapes.json", () -> "{\"Kind\":\"" + fill("\\u202e") + "\"}");
    put("surrogates.json", () -> opaque("\"" + fill("\\ud800") + "\""));
    put("spaces.json", () -> fill("\n") + "{}");
    put("objects.json", () -> opaque("[" + fill("{},") + "{}]"));
    put("lists.json", () -> opaque("[" + fill("[],") + "[]]"));
    put("same.json", () -> "{" + fill("\"a\":1,") + "\"a\":1}");
  }

  private void yaml() {
    put("brackets.yaml", () -> fill("["));
    put("braces.yaml", () -> fill("{a: "));
    put("dashes.yaml", () -> fill("- "));
    put("questions.yaml", () -> fill("? "));
    put("colons.yaml", () -> fill("a: "));
    put("anchors.yaml", () -> fill("&a "));
    put("anchors-apart.yaml", () -> numbered(i -> "k" + i + ": &a" + i + " x\n"));
    put("anchor-name.yaml", () -> "a: &" + fill("a") + " x");
    put("documents.yaml", () -> fill("---\n"));
    put("directives.yaml", () -> fill("%FOO bar\n"));
    put("tags.yaml", () -> fill("!!map "));
    put("tag-directives.yaml", () -> numbered(i -> "%TAG !a" + i + "! tag:x\n") + "---\n");
    put("bangs.yaml", () -> fill("!"));
    put("percents.yaml", () -> fill("%"));
    put("bars.yaml", () -> fill("a: |\n"));
    put("block.yaml", () -> "a: |\n" + fill("  x\n"));
    put("folded.yaml", () -> "a: >\n" + fill("  x\n\n"));
    put("plain.yaml", () -> "a: " + fill("x\n  "));
    put("plain-words.yaml", () -> "a: " + fill("x "));
    put("quoted-lines.yaml", () -> "a: \"" + fill("x\n  "));
    put("spaces.yaml", () -> fill(" "));
    put("breaks.yaml", () -> fill("\n"));
    put("tabs.yaml", () -> fill("\t"));
    put("comments.yaml", () -> fill("#\n") + "Kind: mesh\n");
    put("comment.yaml", () -> "#" + fill("x") + "\nKind: mesh\n");
    put("commas.yaml", () -> "[" + fill(","));
    put("quotes.yaml", () -> fill("\""));
    put("aliases.yaml", () -> "a: &a [x]\nb: [" + fill("*a,") + "]");
    put("bomb.yaml", HostileInputs::bomb);
    put("simple-keys.yaml", () -> "{" + fill("a, ") + "}");
    put("nested-flow.yaml", () -> fill("[a, "));
    put("indents.yaml", HostileInputs::stairs);
    put("entries.yaml", () -> fill("a: yes\n---\n"));
    put("kinds.yaml", () -> fill("Kind: mesh\nX: 1\n---\n"));
    put("resources.yaml", () -> fill("apiVersion: v1\nkind: X\n---\n"));
    put("numbers.yaml", () -> "a: [" + fill("9.9e307, ") + "]");
    put("octals.yaml", () -> "a: [" + fill("0o777, ") + "]");
    put("long-numbers.yaml", () -> "a: [" + fill("9".repeat(399) + ", ") + "]");
    put("longer-number.yaml", () -> "a: " + fill("9"));
    put("words.yaml", () -> "Kind: mesh\nMeta:\n" + numbered(i -> "  k" + i + ": on\n"));
    put("same.yaml", () -> fill("a: 1\n"));
  }

  /** What is read whole and is wrong in its content. */
  private void decoded() {
    put("sources.json", () -> intentions("{\"Name\":\"a\",\"Action\":\"allow\"}"));
    put("wrong.json", () -> intentions("{\"Name\":[1,2],\"Acton\":\"x\"}"));
    put("nulls.json", () -> intentions("null"));
    put("distinct.json", () -> many(i -> "{\"Name\":\"a" + i + "\",\"Action\":\"allow\"}"));
    put("permissions.json", HostileInputs::permissions);
    put("unknown.hcl", () -> "Kind = \"mesh\"\n" + numbered(i -> "key" + i + " = 1\n"));
    put("near.hcl", () -> "Kind = \"mesh\"\n" + numbered(i -> "TransparentProx" + i + " = 1\n"));
    put(
        "meta.hcl",
        () -> "Kind = \"mesh\"\nMeta = {" + numbered(i -> "key" + i + " = \"\"\n") + "}");
    put("exported.json", () -> exported(i -> "{\"Name\":\"s" + i + "\",\"Consumers\":[]}"));
    put("exported-same.json", () -> exported(i -> "{\"Name\":\"s\",\"Consumers\":[{}]}"));
    put("routes.json", () -> router(i -> "{\"Match\":{\"HTTP\":{\"PathRegex\":\"(\"}}}"));
    put("routes-good.json", () -> router(i -> "{\"Match\":{\"HTTP\":{\"PathPrefix\":\"/\"}}}"));
    put("splits.json", () -> splitter(i -> "{\"Weight\":0.0001,\"Service\":\"s" + i + "\"}"));
    put("resolver.json", HostileInputs::resolver);
    put("ingress.json", HostileInputs::ingress);
    put("gateway.json", HostileInputs::gateway);
    put("opaque.json", () -> opaque("{" + numbered(i -> "\"k" + i + "\":[{}],") + "\"z\":1}"));
    put("certificate.json", () -> certificate(fill("A")));
    put("certificates.json", () -> certificate(fill("-----BEGIN CERTIFICATE-----\\n")));
    put("jwks.json", HostileInputs::jwks);
  }

  /** Keys whose hash codes are one. */
  private void colliding() {
    put("colliding.hcl", () -> "Kind = \"mesh\"\n" + colliding("", " = 1\n"));
    put("colliding-meta.hcl", () -> "Kind = \"mesh\"\nMeta {" + colliding("", " = \"\"\n") + "}");
    put("colliding.json", () -> opaque("{" + colliding("\"", "\":1,") + "\"z\":1}"));
    put("colliding-anchors.yaml", () -> colliding("", ": x\n"));
    put("colliding.yaml", () -> "Kind: mesh\nMeta:\n" + colliding("  ", ": x\n"));
    put(
        "colliding-names.json",
        () -> {
          StringBuilder out = new StringBuilder();
          colliding(out, "{\"Name\":\"", "\",\"Action\":\"allow\"},");
          return "{\"Kind\":\"service-intentions\",\"Name\":\"web\",\"Sources\":["
              + out
              + "{\"Name\":\"z\",\"Action\":\"deny\"}]}";
        });
  }

  /** Other readers: request bodies, project files, filters, layouts, conversions. */
  private void other() {
    put("brackets.body", () -> "{\"Kind\":" + fill("["));
    put("braces.body", () -> fill("{\"a\":"));
    put("numbers.body", () -> opaque("[" + fill("1e-99999999,") + "1]"));
    put("sources.body", () -> intentions("{\"Name\":\"a\",\"Action\":\"allow\"}"));
    put("clusters.project", () -> numbered(i -> "cluster \"c" + i + "\" {}\n"));
    put("same-clusters.project", () -> fill("cluster \"a\" {}\n"));
    put("peerings.project", () -> numbered(i -> "peering \"a\" \"b" + i + "\" {}\n"));
    put("mesh.project", HostileInputs::mesh);
    put("unknown.project", () -> numbered(i -> "clustr" + i + " \"a\" {}\n"));
    put("clusters.clusters", () -> numbered(i -> "cluster \"c" + i + "\" {}\n"));
    put("parens.filter", () -> fill("("));
    put("nots.filter", () -> fill("not "));
    put("ors.filter", () -> fill("a == b or ") + "a == b");
    put("quotes.filter", () -> "a == \"" + fill("\\\"") + "\"");
    put("dots.filter", () -> fill("a.") + "a == 1");
    put("spaces.filter", () -> fill(" "));
    put("nested.filter", () -> "(".repeat(120) + "a == b" + ")".repeat(120));
    put("nots-some.filter", () -> "not ".repeat(480) + "a == b");
    put("ors-some.filter", () -> "a == b or ".repeat(480) + "a == b");
    put("literals.filter", () -> "a == \"\\q\" or ".repeat(480) + "a == b");
    put("index.filter", () -> "a" + "[\"b\"]".repeat(13_000) + " == 1");
    put("digits.filter", () -> "a == " + "1".repeat(65_000));
    put("string.filter", () -> "a == `" + "x".repeat(65_000) + "`");
    put("word.filter", () -> fill("a"));
    put("braces.format", () -> fill("a { "));
    put("comments.format", () -> fill("# x\n"));
    put("keys.format", () -> numbered(i -> "k" + i + " = 1 # c\n"));
    put("nested.format", () -> "a = " + "[".repeat(180) + fill("1, ") + "]".repeat(180));
    put("remarks.format", () -> "a = 1 " + fill("/* */ "));
    put("remarks-moved.format", () -> "a " + fill("/* */ ") + " = 1");
    put(
        "wide.format",
        () -> numbered(i -> "k" + i + " = [1, 2]\n") + fill("k").substring(9) + " = 1\n");
    put("lists.format", () -> "a = [" + fill("[1], ") + "]");
    put("braces.format-yaml", () -> fill("{a: "));
    put("comments.format-yaml", () -> fill("# x\n"));
    put("keys.format-yaml", () -> numbered(i -> "k" + i + ": 1 # c\n"));
    put(
        "long-key.format-yaml",
        () ->
            numbered(i -> "k" + i + ": 1 # c\n").substring(9)
                + fill("k").substring(9)
                + ": 1 # c\n");
    put("flow.format-yaml", () -> "a: [" + fill("1, ") + "]\n");
    put("nested.format-yaml", () -> "a: " + "[".repeat(180) + fill("1, ") + "]".repeat(180) + "\n");
    put("items.format-yaml", () -> "a:\n" + fill("- 1\n"));
    put("block.format-yaml", () -> "a: |\n" + fill("  x\n"));
    put("spaces.format-yaml", () -> "a: 1" + fill(" ") + "# c\n");
    put("indented.format-yaml", () -> "a:\n  b: 1\n" + fill("   # x\n"));
    put("block-blank.format-yaml", () -> "a: |\n" + fill("  \n") + "  x\n");
    put(
        "block-header.format-yaml",
        () ->
            "a: | # "
                + fill("x").substring(MEGABYTE / 2)
                + "\n"
                + fill("  x\n").substring(MEGABYTE / 2));
    put("blank.format-yaml", () -> "a: 1\n" + fill("\n") + "b: 1\n");
    put("quoted.format-yaml", () -> "a: \"" + fill("x ") + "\"\n");
    put("documents.format-yaml", () -> fill("a: 1\n---\n").substring(0, 80_000));
    put("yaml.convert-yaml", () -> "Kind: mesh\nMeta:\n" + numbered(i -> "  k" + i + ": x # c\n"));
    put(
        "opaque.convert",
        () ->
            "Kind = \"proxy-defaults\"\nName = \"global\"\nConfig { a = "
                + "[".repeat(180)
                + fill("1, ")
                + "]".repeat(180)
                + "}");
    put(
        "heredoc.convert",
        () ->
            "Kind = \"proxy-defaults\"\nName = \"global\"\nConfig { a = <<A\n"
                + fill("x\n")
                + "A\n}");
    put("keys.convert", () -> "Kind = \"mesh\"\nMeta {" + fill("# x\n") + "}");
    put(
        "line.convert",
        () -> "Kind = \"mesh\"\nMeta { " + numbered(i -> "k" + i + " = \"\", /**/ ") + "}");
    put("sources.convert", HostileInputs::commentedSources);
  }

  private void put(String name, Supplier<String> text) {
    inputs.put(name, text);
  }

  private static String fill(String part) {
    return part.repeat(MEGABYTE / part.getBytes(StandardCharsets.UTF_8).length);
  }

  private static String numbered(IntFunction<String> part) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; out.length() < MEGABYTE; i++) {
      out.append(part.apply(i));
    }
    return out.toString();
  }

  private static String list(String before, IntFunction<String> part, String after) {
    return before + numbered(i -> part.apply(i) + ",") + part.apply(0) + after;
  }

  private static String intentions(String source) {
    return many(i -> source);
  }

  private static String many(IntFunction<String> source) {
    return list("{\"Kind\":\"service-intentions\",\"Name\":\"web\",\"Sources\":[", source, "]}");
  }

  private static String permissions() {
    return list(
        "{\"Kind\":\"service-intentions\",\"Name\":\"web\",\"Sources\":[{\"Name\":\"a\",\"Permissions\":[",
        i -> "{\"Action\":\"allow\",\"HTTP\":{\"PathExact\":\"/\"}}",
        "]}]}");
  }

  private static String exported(IntFunction<String> service) {
    return list(
        "{\"Kind\":\"exported-services\",\"Name\":\"default\",\"Services\":[", service, "]}");
  }

  private static String router(IntFunction<String> route) {
    return list("{\"Kind\":\"service-router\",\"Name\":\"web\",\"Routes\":[", route, "]}");
  }

  private static String splitter(IntFunction<String> split) {
    return list("{\"Kind\":\"service-splitter\",\"Name\":\"web\",\"Splits\":[", split, "]}");
  }

  private static String resolver() {
    return list(
        "{\"Kind\":\"service-resolver\",\"Name\":\"web\",\"Subsets\":{",
        i -> "\"s" + i + "\":{\"Filter\":\"((((((((a == b))))))))\"}",
        "}}");
  }

  private static String ingress() {
    return list(
        "{\"Kind\":\"ingress-gateway\",\"Name\":\"web\",\"Listeners\":[",
        i -> "{\"Port\":" + i + ",\"Protocol\":\"http\",\"Services\":[{\"Name\":\"*\"}]}",
        "]}");
  }

  private static String gateway() {
    return list(
        "{\"Kind\":\"api-gateway\",\"Name\":\"web\",\"Listeners\":[",
        i -> "{\"Name\":\"l" + i + "\",\"Port\":80,\"Protocol\":\"http\",\"Hostname\":\"a.b\"}",
        "]}");
  }

  private static String certificate(String pem) {
    return "{\"Kind\":\"inline-certificate\",\"Name\":\"a\",\"Certificate\":\""
        + pem
        + "\",\"PrivateKey\":\"x\"}";
  }

  private static String jwks() {
    return "{\"Kind\":\"jwt-provider\",\"Name\":\"a\",\"JSONWebKeySet\":{\"Local\":{\"JWKS\":\""
        + fill("eyJr")
        + "\"}}}";
  }

  private static String opaque(String value) {
    return "{\"Kind\":\"proxy-defaults\",\"Name\":\"global\",\"Config\":{\"a\":" + value + "}}";
  }

  private static String mesh() {
    return "project = \"p\"\nmesh \"m\" { members = ["
        + numbered(i -> "\"c" + i + "\", ")
        + "] }\n";
  }

  private static String commentedSources() {
    return "Kind = \"service-intentions\"\nName = \"web\"\nSources = [\n"
        + numbered(i -> "# one\n{ Name = \"a" + i + "\", Action = \"allow\" },\n")
        + "]\n";
  }

  /** Each anchor holds the one before it ten times. */
  private static String bomb() {
    StringBuilder out = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 40; i++) {
      String before = "*a" + (i - 1);
      out.append("a").append(i).append(": &a").append(i).append(" [");
      out.append(String.join(",", java.util.Collections.nCopies(10, before))).append("]\n");
    }
    return out.append("# ").append(fill("x")).toString();
  }

  private static String stairs() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; out.length() < MEGABYTE; i++) {
      out.append(" ".repeat(i)).append("a:\n");
    }
    return out.toString();
  }

  private static String colliding(String before, String after) {
    StringBuilder out = new StringBuilder();
    colliding(out, before, after);
    return out.toString();
  }

  /** {@code Aa} and {@code BB} have one hash code, so all words of sixteen such have one. */
  private static void colliding(StringBuilder out, String before, String after) {
    for (int i = 0; out.length() < MEGABYTE && i < 1 << 16; i++) {
      out.append(before);
      for (int bit = 0; bit < 16; bit++) {
        out.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      out.append(after);
    }
  }
}
