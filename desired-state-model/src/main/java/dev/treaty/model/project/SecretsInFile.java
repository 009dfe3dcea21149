package dev.treaty.model.project;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.syntax.Node;
import dev.treaty.model.value.Value;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds secrets where none may stand. What it says of them never repeats them. */
final class SecretsInFile {

  private static final Set<String> KEYS =
      Set.of(
          "token",
          "tokenfile",
          "httptoken",
          "password",
          "secret",
          "secretid",
          "credentials",
          "cacert",
          "cafile",
          "clientcert",
          "clientkey",
          "privatekey");

  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----");
  private static final Pattern USER_INFO = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*://[^/]*@");

  /** Below these stand names of clusters, and one may well be called {@code secret}. */
  private static final Pattern LABELS = Pattern.compile("cluster|peering(\\.[^.]+)?|.*\\.names");

  private final Findings findings;

  SecretsInFile(Findings findings) {
    this.findings = findings;
  }

  /** Goes through a project file. */
  void inProject(Node node, String path) {
    switch (node) {
      case Node.MapNode map -> {
        for (Node.Member member : map.members()) {
          String inner = path.isEmpty() ? member.key() : path + "." + member.key();
          if (KEYS.contains(flat(member.key())) && !LABELS.matcher(path).matches()) {
            report(
                member.keyRange(),
                inner,
                "\"" + member.key() + "\" belongs into the operator's clusters file, never here");
          } else {
            inProject(member.value(), inner);
          }
        }
      }
      case Node.ListNode list -> list.items().forEach(item -> inProject(item, path));
      case Node.CallNode call ->
          report(
              call.range(),
              path,
              "env() and file() are read only in the operator's clusters file, never here");
      case Node.TextNode text -> {
        if (USER_INFO.matcher(text.text()).find()) {
          report(text.range(), path, "an address holds no user name or password");
        } else if (isPrivateKey(text.text())) {
          report(text.range(), path, "a private key stands here");
        }
      }
      case Node.NumberNode number -> {}
      case Node.FlagNode flag -> {}
      case Node.NullNode nothing -> {}
    }
  }

  /** Goes through an entry; its places are not known any more. */
  void inEntry(Value value, SourceRange range, String path) {
    switch (value) {
      case Value.Fields(Map<String, Value> map) ->
          map.forEach(
              (key, inner) -> inEntry(inner, range, path.isEmpty() ? key : path + "." + key));
      case Value.Items items -> items.values().forEach(item -> inEntry(item, range, path));
      case Value.Text(String text) -> {
        if (isPrivateKey(text)) {
          report(range, path, "a private key stands in this entry");
        }
      }
      case Value.Whole whole -> {}
      case Value.Decimal decimal -> {}
      case Value.Flag flag -> {}
      case Value.Nothing nothing -> {}
    }
  }

  private void report(SourceRange range, String path, String message) {
    Diagnostic diagnostic = DiagnosticCode.SECRET_IN_FILE.at(range, path, message);
    findings.addWithoutExcerpt(
        diagnostic.withHint("anyone who reads the repository would have it"));
  }

  private static boolean isPrivateKey(String text) {
    return PRIVATE_KEY.matcher(text).find();
  }

  private static String flat(String key) {
    return key.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
  }
}
