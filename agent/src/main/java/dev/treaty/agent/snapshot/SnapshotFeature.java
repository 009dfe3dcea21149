package dev.treaty.agent.snapshot;

import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.feature.Feature;
import dev.treaty.agent.http.Answer;
import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.http.ApiRequest;
import dev.treaty.agent.http.ApiResponse;
import dev.treaty.agent.http.BlockingQuery;
import dev.treaty.agent.http.Consistency;
import dev.treaty.agent.http.Indexed;
import dev.treaty.agent.http.QueryOptions;
import dev.treaty.agent.http.Right;
import dev.treaty.agent.http.Route;
import dev.treaty.agent.store.State;
import dev.treaty.agent.store.StateStream;
import dev.treaty.model.archive.ArchiveReader;
import dev.treaty.model.archive.ArchiveWriter;
import dev.treaty.model.archive.SnapshotMeta;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /v1/snapshot}: the whole state as one archive, and back. */
public final class SnapshotFeature implements Feature {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotFeature.class);

  /** A larger archive is 413. It is held in memory once, compressed. */
  private static final int MOST = 256 << 20;

  /** What Consul's client calls records that it does not know: {@code Unknown(200)}. */
  private static final int UNKNOWN = 200;

  /** Under which of its names Consul's client counts a table's rows. */
  private static final Map<String, Integer> KINDS =
      Map.of(
          "catalog-nodes", 0,
          "catalog-services", 0,
          "catalog-checks", 0,
          "autopilot-config", 9,
          "connect-ca", 13,
          "config-entries", 22,
          "catalog-virtual-ips", 32,
          "peering", 35,
          "peering-trust-bundle", 38,
          "peering-secrets", 40);

  private final AgentContext context;

  public SnapshotFeature(AgentContext context) {
    this.context = context;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/v1/snapshot", Right.MANAGEMENT, this::save),
        Route.put("/v1/snapshot", Right.MANAGEMENT, this::restore).withBodyLimit(MOST));
  }

  private Answer save(ApiRequest request) {
    request.requireOwnDatacenter();
    boolean stale = request.query().has("stale");
    if (!stale) {
      context.store().readBarrier();
    }
    QueryOptions options =
        new QueryOptions(
            request.datacenter(),
            0,
            Duration.ZERO,
            stale ? Consistency.STALE : Consistency.DEFAULT,
            false,
            "");
    return BlockingQuery.of(
        options,
        reader -> {
          State state = reader.state();
          return Indexed.of(state.index(), ApiResponse.bytes("application/x-gzip", archive(state)));
        });
  }

  private byte[] archive(State state) {
    Instant now = context.clock().instant();
    ArchiveWriter.Content content =
        out -> StateStream.write(state, out, table -> KINDS.getOrDefault(table, UNKNOWN));
    long term = context.store().leadership().term();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      SnapshotMeta meta =
          new SnapshotMeta(
              SnapshotMeta.OUR_VERSION,
              term + "-" + state.index() + "-" + now.toEpochMilli(),
              state.index(),
              term,
              ArchiveWriter.sizeOf(content),
              Optional.of(
                  new SnapshotMeta.Origin(
                      SnapshotMeta.FORMAT, now.toString(), context.datacenter())));
      ArchiveWriter.write(out, meta, now.getEpochSecond(), content);
    } catch (IOException e) {
      throw new UncheckedIOException("writing a snapshot in memory", e);
    }
    return out.toByteArray();
  }

  private ApiResponse restore(ApiRequest request) {
    request.requireOwnDatacenter();
    if (request.query().has("stale")) {
      throw ApiException.refused("stale not allowed for restore");
    }
    State restored;
    try {
      byte[] archive = request.body();
      // First all of it, so that nothing is made of what is damaged.
      requireReadable(ArchiveReader.verify(new ByteArrayInputStream(archive)));
      restored =
          ArchiveReader.read(
              new ByteArrayInputStream(archive), (meta, state) -> context.store().read(state));
    } catch (IOException e) {
      throw ApiException.refused(String.valueOf(e.getMessage()));
    }
    long index = context.store().restore(restored);
    LOG.info("restored a snapshot of index {}; it is index {} now", restored.index(), index);
    return ApiResponse.empty();
  }

  private static void requireReadable(SnapshotMeta meta) {
    SnapshotMeta.Origin origin =
        meta.origin()
            .orElseThrow(() ->
                ApiException.refused(
                    "this snapshot was not taken by Treaty: the state of HashiCorp Consul's own"
                        + " servers cannot be restored here"));
    if (origin.format() != SnapshotMeta.FORMAT) {
      throw ApiException.refused(
          "this snapshot is of format "
              + origin.format()
              + ", and this version of Treaty reads format "
              + SnapshotMeta.FORMAT
              + (origin.format() > SnapshotMeta.FORMAT ? ": a newer one wrote it" : ""));
    }
  }
}
