package dev.treaty.bench;

import dev.treaty.lab.LabFailure;
import dev.treaty.lab.Patience;
import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.Blocking;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** How long a change of an exported instance takes until a reader at the peer sees it. */
final class PropagationBench {

  private static final Duration WAIT = Duration.ofSeconds(10);
  private static final int ROUNDS = 4;
  private static final int CHANGES = 100;

  private final ConsulClient exporter;
  private final ConsulClient importer;
  private final String exporterName;
  private final String importerName;
  private final String kind;
  private final List<Double> millis = new ArrayList<>();
  private int tick;
  private long index;

  PropagationBench(Subject exporter, Subject importer) {
    this.exporter = exporter.cluster().client();
    this.importer = importer.cluster().client();
    this.exporterName = exporter.cluster().name();
    this.importerName = importer.cluster().name();
    this.kind = exporter.kind();
  }

  /** Measures all pairs in turns; each pair is peered first. */
  static void measure(
      List<Subject> exporters,
      List<Subject> importers,
      Patience patience,
      Consumer<Figure> figures) {
    List<PropagationBench> pairs = new ArrayList<>();
    for (int i = 0; i < exporters.size(); i++) {
      PropagationBench pair = new PropagationBench(exporters.get(i), importers.get(i));
      pair.peer(patience);
      pair.changes(CHANGES); // warm up
      pair.millis.clear();
      pairs.add(pair);
    }
    for (int round = 0; round < ROUNDS; round++) {
      pairs.forEach(pair -> pair.changes(CHANGES));
    }
    for (PropagationBench pair : pairs) {
      Samples samples = new Samples(pair.millis);
      String name = "change -> visible at the peer, ";
      figures.accept(Figure.cost(name + "p50", pair.kind, samples.at(50), "ms"));
      figures.accept(Figure.cost(name + "p99", pair.kind, samples.at(99), "ms"));
    }
  }

  private void changes(int count) {
    for (int i = 0; i < count; i++) {
      String wanted = Integer.toString(++tick);
      long start = System.nanoTime();
      must(exporter.registerService(definition(wanted)));
      awaitAtPeer(wanted, start);
      millis.add((System.nanoTime() - start) / 1e6);
    }
  }

  private void awaitAtPeer(String wanted, long start) {
    while (true) {
      ConsulAnswer<List<Value.Fields>> answer =
          importer.healthService("ticker", Optional.of(exporterName), new Blocking(index, WAIT));
      if (!(answer instanceof ConsulAnswer.Done<List<Value.Fields>> done)) {
        throw new LabFailure("the peer's reader failed: " + answer.describe());
      }
      index = done.index();
      if (shows(done.value(), wanted)) {
        return;
      }
      if (System.nanoTime() - start > WAIT.toNanos()) {
        throw new LabFailure("change " + wanted + " was not seen at the peer within " + WAIT);
      }
    }
  }

  private void peer(Patience patience) {
    must(exporter.registerService(definition("0")));
    Value.Fields export =
        new Value.Fields(
            Map.of(
                "Kind", Value.text("exported-services"),
                "Name", Value.text("default"),
                "Services",
                    Value.Items.of(
                        new Value.Fields(
                            Map.of(
                                "Name", Value.text("ticker"),
                                "Consumers",
                                    Value.Items.of(
                                        new Value.Fields(
                                            Map.of("Peer", Value.text(importerName)))))))));
    must(exporter.writeConfig(export, OptionalLong.empty()));
    var token = exporter.generateToken(importerName, Map.of(), List.of());
    must(
        importer.establish(
            exporterName,
            token.done().orElseThrow(() -> new LabFailure("no token: " + token.describe())),
            Map.of()));
    patience.until("the peer sees the service", () -> indexWith("0") > 0);
    index = indexWith("0");
  }

  private long indexWith(String tick) {
    ConsulAnswer<List<Value.Fields>> answer =
        importer.healthService("ticker", Optional.of(exporterName), Blocking.NONE);
    return answer instanceof ConsulAnswer.Done<List<Value.Fields>> done && shows(done.value(), tick)
        ? done.index()
        : 0;
  }

  private static boolean shows(List<Value.Fields> instances, String tick) {
    return instances.stream()
        .anyMatch(each -> each.fields("Service").fields("Meta").text("tick").equals(tick));
  }

  private static Value.Fields definition(String tick) {
    return new Value.Fields(
        Map.of(
            "ID", Value.text("ticker-1"),
            "Name", Value.text("ticker"),
            "Port", Value.Whole.of(9000),
            "Meta", new Value.Fields(Map.of("tick", Value.text(tick)))));
  }

  private static void must(ConsulAnswer<?> answer) {
    if (!answer.isDone()) {
      throw new LabFailure(answer.describe());
    }
  }
}
