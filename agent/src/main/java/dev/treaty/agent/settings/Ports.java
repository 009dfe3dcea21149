package dev.treaty.agent.settings;

/** The ports of an agent under Consul's names: -1 means none, 0 any free one. */
public record Ports(
    int http, int https, int grpc, int grpcTls, int dns, int server, int serfLan, int serfWan) {

  /** Consul's numbers for a server. */
  public static final Ports DEFAULT = new Ports(8500, -1, -1, 8503, 8600, 8300, 8301, 8302);

  /** Any free ports for what is listened on. */
  public static final Ports EPHEMERAL = new Ports(0, -1, -1, 0, -1, 8300, -1, -1);

  public Ports withHttp(int port) {
    return new Ports(port, https, grpc, grpcTls, dns, server, serfLan, serfWan);
  }

  public Ports withHttps(int port) {
    return new Ports(http, port, grpc, grpcTls, dns, server, serfLan, serfWan);
  }

  public Ports withGrpc(int port) {
    return new Ports(http, https, port, grpcTls, dns, server, serfLan, serfWan);
  }

  public Ports withGrpcTls(int port) {
    return new Ports(http, https, grpc, port, dns, server, serfLan, serfWan);
  }

  public Ports withDns(int port) {
    return new Ports(http, https, grpc, grpcTls, port, server, serfLan, serfWan);
  }

  public Ports withServer(int port) {
    return new Ports(http, https, grpc, grpcTls, dns, port, serfLan, serfWan);
  }

  public Ports withSerfLan(int port) {
    return new Ports(http, https, grpc, grpcTls, dns, server, port, serfWan);
  }

  public Ports withSerfWan(int port) {
    return new Ports(http, https, grpc, grpcTls, dns, server, serfLan, port);
  }
}
