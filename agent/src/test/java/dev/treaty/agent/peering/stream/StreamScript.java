package dev.treaty.agent.peering.stream;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import dev.treaty.agent.peering.stream.Transcript.Command;
import dev.treaty.agent.wire.peering.PeeringServerAddresses;
import dev.treaty.agent.wire.peering.PeeringTrustBundle;
import dev.treaty.agent.wire.peerstream.ExportedServiceList;
import dev.treaty.agent.wire.peerstream.ReplicationMessage;
import dev.treaty.agent.wire.status.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Carries out the commands of a transcript on one machine and words its effects. */
final class StreamScript {
  private final String rootPem;
  private final StringBuilder out = new StringBuilder();
  private Instant now = Instant.EPOCH;
  private PeerStream stream = PeerStream.acceptor(Dialect.CURRENT, StreamFacts.NONE, now);
  private Optional<String> refuseNext = Optional.empty();

  StreamScript(String rootPem) {
    this.rootPem = rootPem;
  }

  String run(Command command) {
    out.setLength(0);
    switch (command.name()) {
      case "acceptor" -> {
        stream = PeerStream.acceptor(dialect(command), StreamFacts.NONE, now);
        perform(stream.start());
      }
      case "dialer" -> {
        stream = PeerStream.dialer(command.word(1), dialect(command), StreamFacts.NONE, now);
        perform(stream.start());
      }
      case "open" ->
          receive(
              ReplicationMessage.newBuilder()
                  .setOpen(ReplicationMessage.Open.newBuilder().setPeerID("x")));
      case "nothing" -> receive(ReplicationMessage.newBuilder());
      case "heartbeat" -> receive(Wire.heartbeat().toBuilder());
      case "terminated" -> receive(Wire.terminated().toBuilder());
      case "request" -> receive(request(command));
      case "resource" -> receive(resource(command));
      case "refuse-next" -> refuseNext = Optional.of(command.rest(1));
      case "export" -> {
        stream.offer(exports(command.body()));
        pull();
      }
      case "advance" -> advance(Duration.parse("PT" + command.word(1)));
      case "terminate" -> perform(stream.terminate(now));
      case "abandon" -> perform(stream.abandon());
      case "eof" -> perform(stream.inputEnded());
      case "broken" -> perform(stream.inputFailed(command.word(1), command.rest(2)));
      case "facts" -> facts();
      default -> throw new IllegalArgumentException(command.toString());
    }
    return out.toString();
  }

  private static Dialect dialect(Command command) {
    return Dialect.valueOf(command.option("dialect", "CURRENT"));
  }

  private void advance(Duration by) {
    Instant until = now.plus(by);
    while (!stream.isClosed() && !stream.nextTick().isAfter(until)) {
      now = stream.nextTick();
      out.append("at ").append(now.getEpochSecond()).append("s ");
      perform(stream.tick(now));
    }
    now = until;
  }

  private void receive(ReplicationMessage.Builder message) {
    perform(stream.receive(message.build(), now));
    pull();
  }

  private void pull() {
    List<Effect> effects = stream.pull(now);
    while (!effects.isEmpty()) {
      perform(effects);
      effects = stream.pull(now);
    }
  }

  private ReplicationMessage.Builder request(Command command) {
    ReplicationMessage.Request.Builder request =
        ReplicationMessage.Request.newBuilder()
            .setResourceURL(url(command.word(1)))
            .setPeerID(command.option("peer", ""))
            .setResponseNonce(command.option("nonce", ""));
    if (!command.body().isEmpty()) {
      request.setError(Status.newBuilder().setCode(13).setMessage(command.body().getFirst()));
    }
    return ReplicationMessage.newBuilder().setRequest(request);
  }

  private ReplicationMessage.Builder resource(Command command) {
    ReplicationMessage.Response.Builder response =
        ReplicationMessage.Response.newBuilder()
            .setResourceURL(url(command.word(1)))
            .setResourceID(command.word(2).equals("\"\"") ? "" : command.word(2))
            .setNonce(command.option("nonce", ""))
            .setOperationValue(Integer.parseInt(command.option("operation", "1")));
    if (!command.words().contains("without-content")) {
      response.setResource(
          Any.newBuilder()
              .setTypeUrl(url(command.option("any", command.word(1))))
              .setValue(
                  command.body().equals(List.of("garbage"))
                      ? ByteString.copyFromUtf8("\uFFFFgarbage")
                      : content(command).toByteString()));
    }
    return ReplicationMessage.newBuilder().setResponse(response);
  }

  private Message content(Command command) {
    Message.Builder builder =
        switch (command.word(1)) {
          case "list" -> ExportedServiceList.newBuilder();
          case "bundle" -> PeeringTrustBundle.newBuilder();
          case "addresses" -> PeeringServerAddresses.newBuilder();
          default -> dev.treaty.agent.wire.peerstream.ExportedService.newBuilder();
        };
    try {
      TextFormat.merge(
          String.join("\n", command.body())
              .replace("$ROOT", "\"" + rootPem.replace("\n", "\\n") + "\""),
          builder);
    } catch (TextFormat.ParseException e) {
      throw new IllegalArgumentException(command.toString(), e);
    }
    return builder.build();
  }

  private static String url(String name) {
    return switch (name) {
      case "service" -> ResourceType.EXPORTED_SERVICE.url();
      case "list" -> ResourceType.EXPORTED_SERVICE_LIST.url();
      case "bundle" -> ResourceType.TRUST_BUNDLE.url();
      case "addresses" -> ResourceType.SERVER_ADDRESSES.url();
      default -> name;
    };
  }

  private ExportSnapshot exports(List<String> lines) {
    Map<String, ExportedService> services = new HashMap<>();
    Optional<PeerTrustBundle> bundle = Optional.empty();
    List<String> addresses = List.of();
    for (String line : lines) {
      String[] words = line.split(" ");
      List<String> rest = List.of(words).subList(1, words.length);
      switch (words[0]) {
        case "bundle" ->
            bundle = Optional.of(new PeerTrustBundle(rest.getFirst(), List.of("PEM"), ""));
        case "addresses" -> addresses = rest;
        default -> {
          List<PeeredInstance> instances = new ArrayList<>();
          rest.forEach(text -> instances.add(ScriptText.instance(words[0], text)));
          services.put(words[0], ExportedService.of(instances));
        }
      }
    }
    return ExportSnapshot.of(services, bundle, addresses);
  }

  private void perform(List<Effect> effects) {
    for (Effect effect : effects) {
      out.append(ScriptText.of(effect)).append('\n');
      if (effect instanceof Effect.Import) {
        ImportVerdict verdict =
            refuseNext.map(ImportVerdict::refused).orElse(ImportVerdict.APPLIED);
        refuseNext = Optional.empty();
        perform(stream.imported(verdict, now));
      }
    }
  }

  private void facts() {
    StreamFacts facts = stream.facts();
    out.append("connected ").append(facts.connected()).append('\n');
    facts.error().ifPresent(e -> out.append("error ").append(e).append('\n'));
    facts.importedServices().ifPresent(s -> out.append("imported ").append(s).append('\n'));
    facts.exportedServices().ifPresent(s -> out.append("exported ").append(s).append('\n'));
    fact("heartbeat", facts.lastHeartbeat());
    fact("receive", facts.lastReceive());
    fact("send", facts.lastSend());
    facts.lastNack().ifPresent(n -> out.append("nack ").append(n).append('\n'));
  }

  private void fact(String name, Optional<Instant> at) {
    at.ifPresent(i -> out.append(name).append(" at ").append(i.getEpochSecond()).append("s\n"));
  }
}
