package dev.treaty.agent.store.raft;

import dev.treaty.agent.store.DamagedStoreException;
import dev.treaty.agent.store.StoreUnavailableException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.grpc.GrpcTlsConfig;
import org.apache.ratis.io.CorruptedFileException;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.GroupManagementRequest;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.exceptions.ChecksumException;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.util.ExitUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running Ratis server, which belongs to one group or to none yet. */
final class RaftNode implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RaftNode.class);

  /** Held, because a logger that nobody holds forgets its level. */
  private static final java.util.logging.Logger GRPC =
      java.util.logging.Logger.getLogger("org.apache.ratis.thirdparty");

  static {
    GRPC.setLevel(java.util.logging.Level.SEVERE);
    // Ratis ends the process where it cannot listen; that is not for a library to decide.
    ExitUtils.disableSystemExit();
    Addresses.register();
  }

  private final RaftServer server;
  private final RaftProperties properties;
  private final Parameters parameters;
  private final ClientId client;
  private final AtomicLong calls = new AtomicLong();
  private final int port;

  private RaftNode(
      RaftServer server,
      RaftProperties properties,
      Parameters parameters,
      ClientId client,
      int port) {
    this.server = server;
    this.properties = properties;
    this.parameters = parameters;
    this.client = client;
    this.port = port;
  }

  /**
   * Starts the server with what is in the folder.
   *
   * @param wanted the port; 0 for any that is free
   * @throws StoreUnavailableException if it cannot listen, or cannot read or write
   * @throws DamagedStoreException if what it finds is not what was written
   */
  static RaftNode start(
      RaftSettings settings,
      int wanted,
      Path groups,
      Path removed,
      ClientId client,
      Supplier<AppliedLog> machines) {
    LogFiles.check(groups);
    int port = wanted == 0 ? freePort(settings) : wanted;
    RaftProperties properties = RatisProperties.of(settings, port, groups, removed);
    Parameters parameters = new Parameters();
    settings
        .tls()
        .map(tls -> new GrpcTlsConfig(tls.keys(), tls.trust(), true))
        .ifPresent(tls -> GrpcConfigKeys.TLS.setConf(parameters, tls));
    try {
      RaftServer server =
          RaftServer.newBuilder()
              .setServerId(RaftPeerId.valueOf(settings.id()))
              .setOption(RaftStorage.StartupOption.RECOVER)
              .setStateMachineRegistry(group -> machines.get())
              .setProperties(properties)
              .setParameters(parameters)
              .build();
      try {
        server.start();
      } catch (IOException | RuntimeException e) {
        server.close();
        throw e;
      }
      return new RaftNode(server, properties, parameters, client, port);
    } catch (ExitUtils.ExitException e) {
      ExitUtils.clear();
      throw new StoreUnavailableException(
          "cannot listen on " + settings.bindHost() + ":" + port + " for the other servers", e);
    } catch (IOException | RuntimeException e) {
      throw startFailure(settings, e);
    }
  }

  private static RuntimeException startFailure(RaftSettings settings, Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
      if (cause instanceof DamagedStoreException damaged) {
        return damaged;
      }
      if (cause instanceof ChecksumException || cause instanceof CorruptedFileException) {
        return new DamagedStoreException(
            "the log in " + settings.folder() + " is damaged: " + cause.getMessage(), e);
      }
    }
    return new StoreUnavailableException(
        "cannot open the log in " + settings.folder() + ": " + cause.getMessage(), e);
  }

  private static int freePort(RaftSettings settings) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(
          settings.bindHost().isEmpty()
              ? new InetSocketAddress(0)
              : new InetSocketAddress(settings.bindHost(), 0));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new StoreUnavailableException("cannot listen on " + settings.bindHost(), e);
    }
  }

  RaftServer server() {
    return server;
  }

  RaftProperties properties() {
    return properties;
  }

  Parameters parameters() {
    return parameters;
  }

  RaftPeerId id() {
    return server.getId();
  }

  ClientId client() {
    return client;
  }

  int port() {
    return port;
  }

  long nextCall() {
    return calls.incrementAndGet();
  }

  Optional<RaftGroupId> group() {
    Iterator<RaftGroupId> groups = server.getGroupIds().iterator();
    return groups.hasNext() ? Optional.of(groups.next()) : Optional.empty();
  }

  Optional<RaftServer.Division> division() {
    return group().flatMap(this::division);
  }

  private Optional<RaftServer.Division> division(RaftGroupId group) {
    try {
      return Optional.of(server.getDivision(group));
    } catch (IOException e) {
      LOG.debug("{} is not there", group, e);
      return Optional.empty();
    }
  }

  /** Makes a new, empty group here; with no peers it waits until a leader takes it in. */
  void create(RaftGroup group) {
    try {
      RaftClientReply reply =
          server
              .groupManagementAsync(
                  GroupManagementRequest.newAdd(client, server.getId(), nextCall(), group))
              .join();
      if (!reply.isSuccess()) {
        throw new StoreUnavailableException("cannot make the group", reply.getException());
      }
    } catch (CompletionException e) {
      throw new StoreUnavailableException("cannot make the group: " + e.getMessage(), e);
    }
  }

  /** A reply, or the exception in it. */
  static CompletableFuture<RaftClientReply> checked(CompletableFuture<RaftClientReply> reply) {
    return reply.thenApply(one -> {
      if (one.isSuccess()) {
        return one;
      }
      throw new CompletionException(one.getException());
    });
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException | RuntimeException e) {
      LOG.warn("closing the log of {}", server.getId(), e);
    }
  }
}
