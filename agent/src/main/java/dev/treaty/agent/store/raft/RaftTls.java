package dev.treaty.agent.store.raft;

import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;

/**
 * How servers prove to each other who they are; both sides must.
 *
 * @param keys this server's key and certificate
 * @param trust decides which servers are let in: best an {@link
 *     javax.net.ssl.X509ExtendedTrustManager}, because the names in certificates are no host names
 */
public record RaftTls(KeyManager keys, TrustManager trust) {

  @Override
  public String toString() {
    return "RaftTls[mutual]";
  }
}
