package dev.treaty.model.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.syntax.SourceText;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** One megabyte of malice each, read on a thread with a stack of 512 KiB. */
class HostileInputTest {

  private static final int MEGABYTE = 1 << 20;
  private static final long STACK = 512 * 1024;

  /** Twice the second that a quiet machine may take, and more for a cold one. */
  private static final double SECONDS = 4;

  private static String fill(String part) {
    return part.repeat(MEGABYTE / part.getBytes(StandardCharsets.UTF_8).length);
  }

  private static String intentions(String source) {
    return "{\"Kind\":\"service-intentions\",\"Name\":\"web\",\"Sources\":["
        + fill(source + ",")
        + source
        + "]}";
  }

  private static String numbered(String part) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; out.length() < MEGABYTE; i++) {
      out.append(part.formatted(i));
    }
    return out.toString();
  }

  private static Map<String, String> inputs() {
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("brackets.hcl", "Kind = \"proxy-defaults\"\nConfig = " + fill("["));
    inputs.put("braces.hcl", fill("a { "));
    inputs.put("labels.hcl", fill("\"a\" "));
    inputs.put("keys.hcl", fill("a b "));
    inputs.put("quotes.hcl", "a = " + fill("\""));
    inputs.put("interpolations.hcl", "a = \"" + fill("${"));
    inputs.put("heredocs.hcl", fill("a = <<A\n"));
    inputs.put("comments.hcl", fill("/*"));
    inputs.put("digits.hcl", "a = " + fill("9"));
    inputs.put("same.hcl", fill("a = 1\n"));
    inputs.put("repeated.hcl", fill("a {}\n"));
    inputs.put("brackets.json", "{\"Kind\":" + fill("["));
    inputs.put("braces.json", fill("{\"a\":"));
    inputs.put("digits.json", "{\"a\":" + fill("9"));
    inputs.put("exponent.json", "{\"Kind\":\"mesh\",\"a\":1e" + fill("9") + "}");
    inputs.put("text.json", "{\"Kind\":\"" + fill("a") + "\"}");
    inputs.put("escapes.json", "{\"Kind\":\"" + fill("\\u202e") + "\"}");
    inputs.put("brackets.yaml", fill("["));
    inputs.put("braces.yaml", fill("{a: "));
    inputs.put("dashes.yaml", fill("- "));
    inputs.put("questions.yaml", fill("? "));
    inputs.put("colons.yaml", fill("a: "));
    inputs.put("anchors.yaml", fill("&a "));
    inputs.put("documents.yaml", fill("---\n"));
    inputs.put("tags.yaml", fill("!!map "));
    inputs.put("bangs.yaml", fill("!"));
    inputs.put("percents.yaml", fill("%"));
    inputs.put("bars.yaml", fill("a: |\n"));
    inputs.put("spaces.yaml", fill(" "));
    inputs.put("commas.yaml", "[" + fill(","));
    inputs.put("quotes.yaml", fill("\""));
    inputs.put("aliases.yaml", "a: &a [x]\nb: [" + fill("*a,") + "]");
    inputs.put("nul.hcl", "Kind = \"mesh\"\n" + fill("\u0000"));
    inputs.put("direction.hcl", "Kind = \"mesh\"\n" + fill("\u202e"));
    inputs.put("entries.yaml", fill("a: yes\n---\n"));
    inputs.put("kinds.yaml", fill("Kind: mesh\nX: 1\n---\n"));
    inputs.put("resources.yaml", fill("apiVersion: v1\nkind: X\n---\n"));
    inputs.put("sources.json", intentions("{\"Name\":\"a\",\"Action\":\"allow\"}"));
    inputs.put("wrong.json", intentions("{\"Name\":[1,2],\"Acton\":\"x\"}"));
    inputs.put("nulls.json", intentions("null"));
    inputs.put("unknown.hcl", "Kind = \"mesh\"\n" + numbered("key%d = 1\n"));
    inputs.put("meta.hcl", "Kind = \"mesh\"\nMeta = {" + numbered("key%d = \"\"\n") + "}");
    inputs.put("key.hcl", fill("a") + " = 1");
    return inputs;
  }

  @Test
  void isRefusedOrReadInBoundedTimeAndStack(TestReporter reporter) throws InterruptedException {
    List<String> slow = new ArrayList<>();
    String slowest = "";
    double most = 0;
    for (Map.Entry<String, String> input : inputs().entrySet()) {
      byte[] bytes = input.getValue().getBytes(StandardCharsets.UTF_8);
      AtomicReference<Throwable> failure = new AtomicReference<>();
      AtomicReference<FileVerdict> verdict = new AtomicReference<>();
      AtomicReference<Double> seconds = new AtomicReference<>(0.0);
      Thread thread =
          new Thread(
              null,
              () -> {
                verdict.set(
                    FileVerdict.of(SourceText.of(input.getKey(), bytes), ServerProfile.DEFAULT));
                long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                seconds.set(nanos / (double) TimeUnit.SECONDS.toNanos(1));
              },
              "hostile",
              STACK);
      thread.setUncaughtExceptionHandler((t, e) -> failure.set(e));
      thread.start();
      thread.join();
      assertThat(failure.get()).as(input.getKey()).isNull();
      assertThat(verdict.get().diagnostics()).as(input.getKey()).isNotNull();
      verdict
          .get()
          .diagnostics()
          .forEach(d -> assertThat(d.message().length()).as(input.getKey()).isLessThan(2000));
      if (seconds.get() > most) {
        most = seconds.get();
        slowest = input.getKey();
      }
      if (seconds.get() > SECONDS) {
        slow.add(input.getKey() + " " + seconds.get());
      }
    }
    reporter.publishEntry("hostile: slowest is " + slowest + " with " + most + " s of processor");
    assertThat(slow).isEmpty();
  }
}
