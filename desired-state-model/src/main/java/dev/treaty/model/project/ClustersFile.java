package dev.treaty.model.project;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.syntax.Node;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operator's clusters file: addresses, and where the credentials are to be had. */
public final class ClustersFile {

  private static final List<String> KEYS =
      List.of("address", "token", "ca_file", "client_cert", "client_key", "tls_server_name");

  /** One block; the secret is still where the operator keeps it. */
  record Entry(
      URI address,
      Optional<SecretSource> token,
      Optional<String> caFile,
      Optional<String> clientCertificate,
      Optional<String> clientKey,
      Optional<String> tlsServerName,
      SourceRange range) {}

  private final Map<ClusterName, Entry> entries;
  private final List<Diagnostic> diagnostics;

  private ClustersFile(Map<ClusterName, Entry> entries, List<Diagnostic> diagnostics) {
    this.entries = entries;
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** Reads HCL, or YAML where the path ends so. Mistakes come out of {@link ClusterBindings}. */
  public static ClustersFile read(String path, byte[] bytes) {
    Findings findings = new Findings();
    Map<ClusterName, Entry> entries = new LinkedHashMap<>();
    ProjectFile.root(path, findings, bytes)
        .filter(root -> !findings.hasErrors())
        .ifPresent(root -> {
          Block file = new Block(root, "", findings);
          file.onlyKnows(List.of("cluster"));
          file.labelled("cluster")
              .forEach((label, block) ->
                  entry(label, block, findings)
                      .ifPresent(entry -> entries.put(new ClusterName(label.key()), entry)));
        });
    return new ClustersFile(entries, findings.list());
  }

  List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  Optional<Entry> entry(ClusterName name) {
    return Optional.ofNullable(entries.get(name));
  }

  private static Optional<Entry> entry(Node.Member label, Block block, Findings findings) {
    block.onlyKnows(KEYS);
    Optional<SecretSource> token = token(block, findings);
    Optional<String> text = block.text("address");
    if (text.isEmpty()) {
      if (block.member("address").isEmpty()) {
        findings.error(
            DiagnosticCode.INVALID_SETTING,
            label.keyRange(),
            block.at("address"),
            "the cluster has no address",
            "a token goes only to the address that stands beside it");
      }
      return Optional.empty();
    }
    Optional<URI> address = Addresses.parse(text.get());
    if (address.isEmpty()) {
      findings.error(
          DiagnosticCode.INVALID_SETTING,
          block.rangeOf("address"),
          block.at("address"),
          "\"address\" is " + Addresses.RULE);
      return Optional.empty();
    }
    return Optional.of(
        new Entry(
            address.get(),
            token,
            block.text("ca_file"),
            block.text("client_cert"),
            block.text("client_key"),
            block.text("tls_server_name"),
            label.keyRange()));
  }

  private static Optional<SecretSource> token(Block block, Findings findings) {
    Optional<Node> value = block.member("token").map(Node.Member::value);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    Optional<SecretSource> source =
        switch (value.get()) {
          case Node.CallNode call -> source(call.name(), call.argument(), call.range());
          // YAML has no calls: {env: X}.
          case Node.MapNode map when map.members().size() == 1 ->
              map.members().get(0).value() instanceof Node.TextNode text
                  ? source(map.members().get(0).key(), text.text(), map.range())
                  : Optional.empty();
          case Node.MapNode map -> Optional.empty();
          case Node.TextNode text -> Optional.empty();
          case Node.ListNode list -> Optional.empty();
          case Node.NumberNode number -> Optional.empty();
          case Node.FlagNode flag -> Optional.empty();
          case Node.NullNode nothing -> Optional.empty();
        };
    if (source.isEmpty()) {
      findings.addWithoutExcerpt(
          DiagnosticCode.SECRET_IN_FILE
              .at(
                  value.get().range(),
                  block.at("token"),
                  "\"token\" says where the token is, never the token itself")
              .withHint("token = env(\"NAME\") or token = file(\"PATH\")"));
    }
    return source;
  }

  private static Optional<SecretSource> source(String call, String argument, SourceRange range) {
    return switch (call) {
      case "env" -> Optional.of(new SecretSource.Variable(argument, range));
      case "file" -> Optional.of(new SecretSource.File(argument, range));
      default -> Optional.empty();
    };
  }
}
