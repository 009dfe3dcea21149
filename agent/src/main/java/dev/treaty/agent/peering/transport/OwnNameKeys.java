package dev.treaty.agent.peering.transport;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.StandardConstants;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows our certificate to those who ask for our server name, and to nobody else.
 *
 * <p>Asks for the identity at every handshake, so that a renewed certificate serves at once. For
 * any other name, or none, there is no key and the handshake fails.
 */
final class OwnNameKeys extends X509ExtendedKeyManager {
  private static final int KEPT = 8;

  private final Supplier<Optional<ServerIdentity>> current;
  // TLS asks for alias, key and chain one by one; a renewal in between must not mix them.
  private final Map<String, ServerIdentity> shown = new LinkedHashMap<>();
  private long aliases;

  OwnNameKeys(Supplier<Optional<ServerIdentity>> current) {
    this.current = current;
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    return current
        .get()
        .filter(identity -> keyType.equals(identity.key().getAlgorithm()))
        .filter(identity -> isAskedFor(identity.serverName(), engine))
        .map(this::alias)
        .orElse(null);
  }

  private static boolean isAskedFor(String serverName, SSLEngine engine) {
    if (!(engine.getHandshakeSession() instanceof ExtendedSSLSession session)) {
      return false;
    }
    for (SNIServerName asked : session.getRequestedServerNames()) {
      if (asked.getType() == StandardConstants.SNI_HOST_NAME
          && new String(asked.getEncoded(), StandardCharsets.UTF_8).equalsIgnoreCase(serverName)) {
        return true;
      }
    }
    return false;
  }

  private synchronized String alias(ServerIdentity identity) {
    for (Map.Entry<String, ServerIdentity> entry : shown.entrySet()) {
      if (entry.getValue().equals(identity)) {
        return entry.getKey();
      }
    }
    if (shown.size() >= KEPT) {
      shown.remove(shown.keySet().iterator().next());
    }
    aliases++;
    String alias = "peering-" + aliases;
    shown.put(alias, identity);
    return alias;
  }

  private synchronized Optional<ServerIdentity> identity(String alias) {
    return Optional.ofNullable(shown.get(alias));
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return identity(alias)
        .map(ServerIdentity::chain)
        .map((List<X509Certificate> chain) -> chain.toArray(X509Certificate[]::new))
        .orElse(null);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return identity(alias).map(ServerIdentity::key).orElse(null);
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
