package dev.treaty.agent.http;

import java.util.Optional;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

/**
 * Mutual TLS between the agents of a cluster.
 *
 * @param peerName the name that the other end's certificate must hold; absent: any that is trusted
 * @param proof what every request shows besides; {@link Secret#NONE}: nothing
 */
public record PeerTls(
    X509KeyManager keys, X509TrustManager trust, Optional<String> peerName, Secret proof) {}
