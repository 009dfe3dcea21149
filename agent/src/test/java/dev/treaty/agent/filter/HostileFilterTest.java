package dev.treaty.agent.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/**
 * Whatever a caller sends as a filter is refused or answered, in bounded time, on a small stack.
 */
class HostileFilterTest {

  private static final long STACK = 512 * 1024;
  private static final double SECONDS = 2;

  private record Row(String text, Map<String, String> meta) {}

  private static final Fields<Row> FIELDS =
      Fields.<Row>none().text("Text", Row::text).textMap("Meta", Row::meta);

  private static final Row ROW = new Row("a".repeat(20_000) + "!", Map.of("k", "v"));

  private static List<String> expressions() {
    List<String> patterns =
        List.of(
            "(a+)+$",
            "(a|a)*$",
            "(a|aa)+$",
            "(.*)*(.*)*(.*)*x",
            "(a{0,1000}){1,1000}$",
            "((a{1,100}){1,100}){1,100}",
            "(" + "a?".repeat(200) + ")" + "a".repeat(200) + "x",
            "(".repeat(900) + "a" + ")".repeat(900) + "*$",
            "(".repeat(20_000) + "a" + ")".repeat(20_000),
            "(?:".repeat(20_000),
            "(a*".repeat(5_000) + ")*".repeat(5_000),
            "[".repeat(20_000),
            "[[:alpha:]".repeat(5_000),
            "a|".repeat(30_000),
            "(a|b|c)?".repeat(5_000) + "x",
            "[^x]*".repeat(300) + "y",
            "a{99999999999}",
            "\\\\p{Greek}".repeat(4_000),
            "(?i)".repeat(10_000) + "A");
    List<String> all = new ArrayList<>();
    patterns.forEach(pattern -> all.add("Text matches `" + pattern + "`"));
    all.add("Text" + ".x".repeat(30_000) + " == a");
    all.add("Meta" + "[\"k\"]".repeat(10_000) + " == v");
    all.add("Meta[\"" + "k".repeat(60_000) + "\"] == v");
    all.add("x".repeat(60_000) + " is empty");
    all.add("not ".repeat(15_000) + "Text == a");
    all.add("Text == a and ".repeat(4_000) + "Text == a");
    all.add("Text == \"" + "\\u0000".repeat(9_000) + "\"");
    all.add("Text == -" + "9".repeat(60_000));
    all.add("Text == a or ".repeat(1_000_000) + "Text == a");
    return all;
  }

  @Test
  void isRefusedOrAnsweredInBoundedTime() throws InterruptedException {
    ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
    Thread thread =
        new Thread(
            null, () -> expressions().forEach(each -> judge(each, faults)), "filters", STACK);
    thread.start();
    thread.join();
    assertThat(faults).isEmpty();
  }

  private static void judge(String expression, ConcurrentLinkedQueue<String> faults) {
    String start = expression.substring(0, Math.min(50, expression.length()));
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    try {
      Filter.of(expression, FIELDS).test(ROW);
    } catch (InvalidFilterException refused) {
      if (refused.getMessage().isEmpty()) {
        faults.add(start + ": refused without a word");
      }
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      faults.add(start + ": " + e);
    }
    double took = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e9;
    if (took > SECONDS) {
      faults.add(start + ": took " + took + " s");
    }
  }
}
