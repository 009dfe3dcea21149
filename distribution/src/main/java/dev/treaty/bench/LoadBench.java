package dev.treaty.bench;

import dev.treaty.bench.Load.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.LongFunction;

/**
 * Requests per second, their latency, and the processor time the server spent on each.
 *
 * <p>The last is what a busy machine disturbs least.
 */
final class LoadBench {

  private static final int CLIENTS = 32;
  private static final int ROUNDS = 5;
  private static final int INSTANCES = 10;

  private final double seconds;
  private final Consumer<Figure> figures;

  LoadBench(double seconds, Consumer<Figure> figures) {
    this.seconds = seconds;
    this.figures = figures;
  }

  void measure(List<Subject> subjects) {
    for (Subject subject : subjects) {
      for (int i = 1; i <= INSTANCES; i++) {
        subject.cluster().register("web", i, 8000 + i);
      }
    }
    // Writes first: an agent that was just started is what a user meets.
    rounds("PUT config", "first PUT config", subjects, client -> n -> put(client, n));
    byte[] get = RawConnection.request("GET", "/v1/health/service/web", "");
    rounds(
        "GET health/service, " + INSTANCES + " instances",
        "first GET health/service",
        subjects,
        client -> n -> get);
  }

  /**
   * Durable writes by so many clients.
   *
   * @return the rate of each target
   */
  List<Double> writes(String where, int clients, int rounds, List<Target> targets) {
    return loads(
        "PUT config" + where + ", " + count(clients),
        clients,
        rounds,
        targets,
        client -> n -> put(client, n));
  }

  /** The same request again and again. */
  void reads(String name, int clients, int rounds, List<Target> targets, byte[] request) {
    loads(name + ", " + count(clients), clients, rounds, targets, client -> n -> request);
  }

  private static String count(int clients) {
    return clients == 1 ? "1 client" : clients + " clients";
  }

  private List<Double> loads(
      String name,
      int clients,
      int rounds,
      List<Target> targets,
      IntFunction<LongFunction<byte[]>> requests) {
    List<Measured> measured = new ArrayList<>();
    for (Target target : targets) {
      Load.run(target.ports(), clients, seconds, requests); // warm up
      measured.add(new Measured(clients));
    }
    alternate(name, rounds, targets, measured, requests);
    return measured.stream().map(Measured::rate).toList();
  }

  private static byte[] put(int client, long n) {
    return RawConnection.request(
        "PUT",
        "/v1/config",
        String.format(
            Locale.ROOT,
            "{\"Kind\":\"service-defaults\",\"Name\":\"load-%d\",\"Protocol\":\"http\","
                + "\"MaxInboundConnections\":%d,\"Meta\":{\"run\":\"%d\"}}",
            client,
            n + 1,
            System.nanoTime()));
  }

  private void rounds(
      String name,
      String firstName,
      List<Subject> subjects,
      IntFunction<LongFunction<byte[]>> requests) {
    List<Measured> measured = new ArrayList<>();
    for (Subject subject : subjects) {
      Round first = Load.run(List.of(subject.port()), CLIENTS, Math.min(2, seconds), requests);
      figures.accept(
          Figure.rate(
              firstName + ", first 2 s after start, " + CLIENTS + " clients",
              subject.kind(),
              first.perSecond()));
      Load.run(List.of(subject.port()), CLIENTS, seconds, requests); // warm up
      measured.add(new Measured(CLIENTS));
    }
    List<Target> targets = subjects.stream().map(Subject::target).toList();
    alternate(name + ", " + CLIENTS + " clients", ROUNDS, targets, measured, requests);
  }

  private void alternate(
      String name,
      int rounds,
      List<Target> targets,
      List<Measured> measured,
      IntFunction<LongFunction<byte[]>> requests) {
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < targets.size(); i++) {
        measured.get(i).add(targets.get(i), seconds, requests);
      }
    }
    for (int i = 0; i < targets.size(); i++) {
      measured.get(i).tell(name, targets.get(i).kind(), figures);
    }
  }

  /** All rounds of one subject. */
  private static final class Measured {
    private final int clients;
    private final List<Double> rates = new ArrayList<>();
    private final List<Double> middles = new ArrayList<>();
    private final List<Double> worst = new ArrayList<>();
    private final List<Double> processorMicros = new ArrayList<>();

    Measured(int clients) {
      this.clients = clients;
    }

    void add(Target target, double seconds, IntFunction<LongFunction<byte[]>> requests) {
      double before = target.processorSeconds();
      Round round = Load.run(target.ports(), clients, seconds, requests);
      double spent = target.processorSeconds() - before;
      rates.add(round.perSecond());
      middles.add(round.millis().at(50));
      worst.add(round.millis().at(99));
      processorMicros.add(spent * 1e6 / Math.max(1, round.millis().count()));
    }

    double rate() {
      return new Samples(rates).median();
    }

    void tell(String name, String kind, Consumer<Figure> figures) {
      figures.accept(Figure.rate(name, kind, rate()));
      figures.accept(Figure.cost(name + ", p50", kind, new Samples(middles).median(), "ms"));
      figures.accept(Figure.cost(name + ", p99", kind, new Samples(worst).median(), "ms"));
      figures.accept(
          Figure.cost(
              name + ", processor time of the server for each",
              kind,
              new Samples(processorMicros).median(),
              "us"));
    }
  }
}
