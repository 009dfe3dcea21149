package dev.treaty.agent.store.raft;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ratis.thirdparty.io.grpc.EquivalentAddressGroup;
import org.apache.ratis.thirdparty.io.grpc.NameResolver;
import org.apache.ratis.thirdparty.io.grpc.NameResolverProvider;
import org.apache.ratis.thirdparty.io.grpc.NameResolverRegistry;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.apache.ratis.thirdparty.io.grpc.StatusOr;

/**
 * Where servers are reached now. Ratis dials a server under the address with which it first heard
 * of it, for ever; so what it gets is a name that holds that address and the server's ID, and each
 * time a connection is made the name is looked up here.
 */
final class Addresses {

  private static final String SCHEME = "treaty-server";
  private static final String HEAD = SCHEME + ":///";

  /** Those that have moved since; for the whole process, as node IDs are unique. */
  private static final Map<String, String> MOVED = new ConcurrentHashMap<>();

  private static final Provider PROVIDER = new Provider();

  private Addresses() {}

  /**
   * Teaches gRPC the names. Before a server starts: Ratis never again dials a peer whose name meant
   * nothing to gRPC the first time.
   */
  static void register() {
    NameResolverRegistry.getDefaultRegistry().register(PROVIDER);
  }

  /** The name for Ratis. */
  static String name(String id, String address) {
    return HEAD + encode(id) + "/" + encode(address);
  }

  /** The server is reached there from now on. */
  static void moved(String id, String address) {
    MOVED.put(id, address);
  }

  /** Where the server of that name is reached. */
  static String address(String name) {
    if (!name.startsWith(HEAD)) {
      return name;
    }
    int end = name.indexOf('/', HEAD.length());
    String id = decode(name.substring(HEAD.length(), end));
    return MOVED.getOrDefault(id, decode(name.substring(end + 1)));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static final class Provider extends NameResolverProvider {

    @Override
    protected boolean isAvailable() {
      return true;
    }

    @Override
    protected int priority() {
      return 5;
    }

    @Override
    public String getDefaultScheme() {
      return SCHEME;
    }

    @Override
    public NameResolver newNameResolver(URI target, NameResolver.Args args) {
      return new Resolver(target.toString());
    }
  }

  private static final class Resolver extends NameResolver {
    private final String name;
    private volatile Listener2 listener = new Deaf();

    Resolver(String name) {
      this.name = name;
    }

    @Override
    public String getServiceAuthority() {
      return address(name);
    }

    @Override
    public void start(Listener2 told) {
      listener = told;
      refresh();
    }

    @Override
    public void refresh() {
      String address = address(name);
      int colon = address.lastIndexOf(':');
      String host = address.substring(0, colon).replaceAll("^\\[|\\]$", "");
      InetSocketAddress socket =
          new InetSocketAddress(host, Integer.parseInt(address.substring(colon + 1)));
      ResolutionResult.Builder result = ResolutionResult.newBuilder();
      listener.onResult(
          result
              .setAddressesOrError(
                  socket.isUnresolved()
                      ? StatusOr.fromStatus(
                          Status.UNAVAILABLE.withDescription(host + " is unknown"))
                      : StatusOr.fromValue(List.of(new EquivalentAddressGroup(socket))))
              .build());
    }

    @Override
    public void shutdown() {
      listener = new Deaf();
    }
  }

  private static final class Deaf extends NameResolver.Listener2 {
    @Override
    public void onResult(NameResolver.ResolutionResult result) {}

    @Override
    public void onError(Status error) {}
  }
}
