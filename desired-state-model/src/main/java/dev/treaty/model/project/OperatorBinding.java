package dev.treaty.model.project;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.peering.ClusterName;
import java.net.URI;
import java.util.Optional;

/** What the operator says of one cluster: in variables, or in the clusters file. */
final class OperatorBinding {

  private final Optional<ClustersFile> file;
  private final OperatorInput input;
  private final Findings findings;

  OperatorBinding(Optional<ClustersFile> file, OperatorInput input, Findings findings) {
    this.file = file;
    this.input = input;
    this.findings = findings;
  }

  /**
   * The binding, or nothing where the operator says nothing of the cluster.
   *
   * @param alone whether the project has no other cluster, so that Consul's own variables count
   */
  Optional<ClusterBinding> of(ClusterName name, boolean alone) {
    Optional<ClusterBinding> fromFile =
        file.flatMap(f -> f.entry(name)).map(entry -> fromFile(name, entry));
    Optional<ClusterBinding> own = fromVariables(name, fromFile);
    if (own.isPresent()) {
      return own;
    }
    return fromFile.or(() -> alone ? fromConsulVariables(name) : Optional.empty());
  }

  private ClusterBinding fromFile(ClusterName name, ClustersFile.Entry entry) {
    return new ClusterBinding(
        name,
        entry.address(),
        entry.token().flatMap(this::secret),
        entry.caFile(),
        entry.clientCertificate(),
        entry.clientKey(),
        entry.tlsServerName());
  }

  private Optional<Secret> secret(SecretSource source) {
    Optional<String> text =
        switch (source) {
          case SecretSource.Variable variable -> input.variable(variable.name());
          case SecretSource.File from -> input.fileText(from.path());
        };
    Optional<Secret> secret = text.map(String::strip).filter(t -> !t.isEmpty()).map(Secret::of);
    if (secret.isEmpty()) {
      String what =
          switch (source) {
            case SecretSource.Variable variable ->
                "the variable " + variable.name() + " is not set";
            case SecretSource.File from ->
                "the file " + from.path() + " cannot be read, or is empty";
          };
      findings.error(DiagnosticCode.SECRET_NOT_FOUND, source.range(), "token", what);
    }
    return secret;
  }

  /** Variables win over the file, one by one; a token needs an address that the operator gave. */
  private Optional<ClusterBinding> fromVariables(
      ClusterName name, Optional<ClusterBinding> fromFile) {
    Optional<String> address = input.variable(BindingNames.address(name)).filter(t -> !t.isBlank());
    Optional<Secret> token =
        input.variable(BindingNames.token(name)).filter(t -> !t.isBlank()).map(Secret::of);
    Optional<String> caFile = input.variable(BindingNames.caFile(name)).filter(t -> !t.isBlank());
    if (address.isEmpty() && token.isEmpty() && caFile.isEmpty()) {
      return Optional.empty();
    }
    Optional<URI> uri = address.flatMap(text -> address(BindingNames.address(name), text, "http"));
    if (address.isPresent() && uri.isEmpty()) {
      return Optional.empty();
    }
    if (uri.isEmpty() && fromFile.isEmpty()) {
      findings.add(
          Diagnostic.error(
                  DiagnosticCode.UNBOUND_CLUSTER.id(),
                  "there is a token or CA for \"" + name + "\", but no address bound beside it")
              .withHint("set " + BindingNames.address(name)));
      return Optional.empty();
    }
    // Another address than the file's: what stands beside the file's address stays there.
    boolean elsewhere =
        uri.isPresent() && !fromFile.map(f -> f.address().equals(uri.get())).orElse(false);
    Optional<ClusterBinding> base = elsewhere ? Optional.empty() : fromFile;
    return uri.or(() -> fromFile.map(ClusterBinding::address))
        .map(where ->
            new ClusterBinding(
                name,
                where,
                token.or(() -> base.flatMap(ClusterBinding::token)),
                caFile.or(() -> base.flatMap(ClusterBinding::caFile)),
                base.flatMap(ClusterBinding::clientCertificate),
                base.flatMap(ClusterBinding::clientKey),
                base.flatMap(ClusterBinding::tlsServerName)));
  }

  /** As Consul's own tools read them; its usual address where only a token is given. */
  private Optional<ClusterBinding> fromConsulVariables(ClusterName name) {
    Optional<String> address = variable("CONSUL_HTTP_ADDR");
    Optional<Secret> token =
        variable("CONSUL_HTTP_TOKEN")
            .or(() -> variable("CONSUL_HTTP_TOKEN_FILE").flatMap(input::fileText))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .map(Secret::of);
    if (address.isEmpty() && token.isEmpty()) {
      return Optional.empty();
    }
    boolean tls =
        variable("CONSUL_HTTP_SSL")
            .map(text -> text.equals("1") || text.equalsIgnoreCase("true"))
            .orElse(false);
    return address("CONSUL_HTTP_ADDR", address.orElse("127.0.0.1:8500"), tls ? "https" : "http")
        .map(uri ->
            new ClusterBinding(
                name,
                uri,
                token,
                variable("CONSUL_CACERT"),
                variable("CONSUL_CLIENT_CERT"),
                variable("CONSUL_CLIENT_KEY"),
                variable("CONSUL_TLS_SERVER_NAME")));
  }

  private Optional<String> variable(String name) {
    return input.variable(name).filter(text -> !text.isBlank());
  }

  private Optional<URI> address(String variable, String text, String scheme) {
    Optional<URI> uri = Addresses.parseLoose(text, scheme);
    if (uri.isEmpty()) {
      // The value is not repeated: a password may stand in it.
      findings.add(
          Diagnostic.error(
              DiagnosticCode.INVALID_SETTING.id(), variable + " is not " + Addresses.RULE));
    }
    return uri;
  }
}
