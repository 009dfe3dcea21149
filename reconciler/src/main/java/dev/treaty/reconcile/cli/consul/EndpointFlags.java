package dev.treaty.reconcile.cli.consul;

import dev.treaty.reconcile.consul.AccessToken;
import dev.treaty.reconcile.consul.ConsulClient;
import dev.treaty.reconcile.consul.ConsulConnection;
import dev.treaty.reconcile.consul.ConsulTlsException;
import dev.treaty.reconcile.consul.HttpConsulClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the agent is: Consul's flags, with Consul's environment variables behind them. */
final class EndpointFlags {

  /** The flags do not name an agent that can be spoken to; the message is for the user. */
  static final class UnusableException extends RuntimeException {
    UnusableException(String message) {
      super(message);
    }
  }

  @Option(
      names = "--http-addr",
      paramLabel = "<address>",
      description =
          "The agent's HTTP address with its port; also CONSUL_HTTP_ADDR. Default:"
              + " http://127.0.0.1:8500")
  String address = "";

  @Option(
      names = "--ca-file",
      paramLabel = "<file>",
      description = "PEM file of the CA to trust; also CONSUL_CACERT")
  String caFile = "";

  @Option(
      names = "--ca-path",
      paramLabel = "<folder>",
      description = "Folder of CA certificates; also CONSUL_CAPATH. Not supported: use -ca-file")
  String caPath = "";

  @Option(
      names = "--client-cert",
      paramLabel = "<file>",
      description = "PEM file of the client certificate; also CONSUL_CLIENT_CERT")
  String clientCert = "";

  @Option(
      names = "--client-key",
      paramLabel = "<file>",
      description = "PEM file of its key; also CONSUL_CLIENT_KEY")
  String clientKey = "";

  @Option(
      names = "--tls-server-name",
      paramLabel = "<name>",
      description = "Name to expect in the server's certificate. Not supported")
  String tlsServerName = "";

  @Option(
      names = "--token-file",
      paramLabel = "<file>",
      description = "File that holds the ACL token; also CONSUL_HTTP_TOKEN_FILE")
  String tokenFile = "";

  /** Replaced in tests. */
  Map<String, String> environment = System.getenv();

  /**
   * Opens a client; nothing is sent yet.
   *
   * @param aclToken what the command line gave, empty to look in files and the environment
   */
  ConsulClient open(String aclToken) {
    if (!or(caPath, "CONSUL_CAPATH").isEmpty()) {
      throw new UnusableException(
          "-ca-path is not supported: put the certificates in one file and use -ca-file");
    }
    if (!or(tlsServerName, "CONSUL_TLS_SERVER_NAME").isEmpty()) {
      throw new UnusableException("-tls-server-name is not supported");
    }
    try {
      ConsulConnection connection =
          ConsulConnection.to(withScheme(or(address, "CONSUL_HTTP_ADDR")))
              .withTls(
                  path(or(caFile, "CONSUL_CACERT")),
                  path(or(clientCert, "CONSUL_CLIENT_CERT")),
                  path(or(clientKey, "CONSUL_CLIENT_KEY")));
      String token = token(aclToken);
      return HttpConsulClient.open(
          token.isEmpty() ? connection : connection.withToken(AccessToken.of(token)));
    } catch (IllegalArgumentException | ConsulTlsException e) {
      throw new UnusableException(String.valueOf(e.getMessage()));
    }
  }

  private String withScheme(String given) {
    String text = given.isEmpty() ? "127.0.0.1:8500" : given;
    if (text.startsWith("unix://")) {
      throw new UnusableException("unix:// addresses are not supported");
    }
    if (text.contains("://")) {
      return text;
    }
    boolean tls =
        switch (variable("CONSUL_HTTP_SSL").toLowerCase(Locale.ROOT)) {
          case "1", "t", "true" -> true;
          default -> false;
        };
    return (tls ? "https://" : "http://") + text;
  }

  /** Consul's order: flag, token file, environment, file named by the environment. */
  private String token(String aclToken) {
    if (!aclToken.isEmpty()) {
      return aclToken;
    }
    if (!tokenFile.isEmpty()) {
      return contentOf(tokenFile);
    }
    String fromEnvironment = variable("CONSUL_HTTP_TOKEN");
    if (!fromEnvironment.isEmpty()) {
      return fromEnvironment;
    }
    String file = variable("CONSUL_HTTP_TOKEN_FILE");
    return file.isEmpty() ? "" : contentOf(file);
  }

  private static String contentOf(String file) {
    try {
      String token = Files.readString(Path.of(file)).strip();
      if (token.isEmpty()) {
        throw new UnusableException("Error loading token file " + file + ": the file is empty");
      }
      return token;
    } catch (IOException e) {
      throw new UnusableException("Error loading token file " + file + ": cannot be read");
    }
  }

  private String or(String flag, String variable) {
    return flag.isEmpty() ? variable(variable) : flag;
  }

  private String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  private static Optional<Path> path(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
  }
}
