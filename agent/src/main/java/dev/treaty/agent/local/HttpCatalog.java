package dev.treaty.agent.local;

import dev.treaty.agent.catalog.CatalogOutcome;
import dev.treaty.agent.catalog.CatalogRows;
import dev.treaty.agent.catalog.CheckRow;
import dev.treaty.agent.catalog.Deregister;
import dev.treaty.agent.catalog.Register;
import dev.treaty.agent.store.Subscription;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The catalog at the servers, over the same HTTP API that everybody has.
 *
 * @param namespaces whether they may have others than the default one
 */
public record HttpCatalog(ServerCalls servers, boolean namespaces) implements CatalogLink {

  @Override
  public Contents read(String node) {
    String name = URLEncoder.encode(node, StandardCharsets.UTF_8).replace("+", "%20");
    String all = namespaces ? "?ns=*" : "";
    CatalogRows.NodeServices found =
        CatalogRows.nodeServices(get("/v1/catalog/node-services/" + name + all));
    List<CheckRow> checks = CatalogRows.checks(get("/v1/health/node/" + name + all));
    return new Contents(found.node(), found.services(), checks);
  }

  private byte[] get(String path) {
    ServerCalls.Reply reply = servers.send("GET", path, new byte[0]);
    if (reply.status() != 200) {
      throw new CatalogUnreachableException(path + ": " + told(reply));
    }
    return reply.body();
  }

  @Override
  public CatalogOutcome register(Register registration) {
    return put("/v1/catalog/register", CatalogRows.registration(registration));
  }

  @Override
  public CatalogOutcome deregister(Deregister deregistration) {
    return put("/v1/catalog/deregister", CatalogRows.deregistration(deregistration));
  }

  private CatalogOutcome put(String path, byte[] body) {
    ServerCalls.Reply reply = servers.send("PUT", path, body);
    return reply.status() == 200 ? CatalogOutcome.DONE : new CatalogOutcome.Refused(told(reply));
  }

  private static String told(ServerCalls.Reply reply) {
    return reply.status() + " " + new String(reply.body(), StandardCharsets.UTF_8).strip();
  }

  /** Nothing is told over HTTP; from time to time everything is compared. */
  @Override
  public Subscription watch(String node, Runnable onChange) {
    return Subscription.NONE;
  }
}
