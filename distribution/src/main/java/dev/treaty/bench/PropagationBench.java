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

  private final ConsulClient exporter;
  private final ConsulClient importer;
  private final String exporterName;
  private final String importerName;

  PropagationBench(Subject exporter, Subject importer) {
    this.exporter = exporter.cluster().client();
    this.importer = importer.cluster().client();
    this.exporterName = exporter.cluster().name();
    this.importerName = importer.cluster().name();
  }

  void measure(String kind, int changes, Patience patience, Consumer<Figure> figures) {
    peer(patience);
    long index = indexWith("0");
    List<Double> millis = new ArrayList<>();
    for (int i = 1; i <= changes; i++) {
      String wanted = Integer.toString(i);
      long start = System.nanoTime();
      must(exporter.registerService(definition(wanted)));
      while (true) {
        ConsulAnswer<List<Value.Fields>> answer =
            importer.healthService("ticker", Optional.of(exporterName), new Blocking(index, WAIT));
        if (!(answer instanceof ConsulAnswer.Done<List<Value.Fields>> done)) {
          throw new LabFailure("the peer's reader failed: " + answer.describe());
        }
        index = done.index();
        if (shows(done.value(), wanted)) {
          break;
        }
        if (System.nanoTime() - start > WAIT.toNanos()) {
          throw new LabFailure("change " + i + " was not seen at the peer within " + WAIT);
        }
      }
      millis.add((System.nanoTime() - start) / 1e6);
    }
    Samples samples = new Samples(millis);
    figures.accept(new Figure("change -> visible at the peer, p50", kind, samples.at(50), "ms"));
    figures.accept(new Figure("change -> visible at the peer, p99", kind, samples.at(99), "ms"));
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
