package dev.treaty.agent.status;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.agent.TreatyAgent;
import dev.treaty.agent.feature.AgentHost;
import dev.treaty.agent.log.LogFormat;
import dev.treaty.agent.log.LogHub;
import dev.treaty.agent.log.LogLevel;
import dev.treaty.agent.log.LogLine;
import dev.treaty.agent.settings.AgentSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code /v1/agent/monitor}: the log as it comes. */
class MonitorTest {

  private final List<LogLevel> floors = new ArrayList<>();
  private final LogHub hub = new LogHub(floors::add);
  private final TreatyAgent agent =
      TreatyAgent.start(
          AgentSettings.embedded("node-one", "dc1"),
          InstantSource.system(),
          new AgentHost() {
            @Override
            public void leave() {}

            @Override
            public Optional<String> reload() {
              return Optional.empty();
            }

            @Override
            public LogHub log() {
              return hub;
            }
          });

  @AfterEach
  void close() {
    agent.close();
  }

  private Socket open(String query) throws IOException {
    URI address = agent.httpAddress();
    Socket socket = new Socket(address.getHost(), address.getPort());
    socket.setSoTimeout(20_000);
    socket
        .getOutputStream()
        .write(
            ("GET /v1/agent/monitor" + query + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(US_ASCII));
    Awaitility.await().until(() -> hub.listeners() > 0);
    return socket;
  }

  private void log(LogLevel level, String message) {
    hub.publish(new LogLine(Instant.EPOCH, level, "agent.test", message, ""));
  }

  private static String next(BufferedReader lines, String part) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.contains(part)) {
        return line;
      }
    }
    throw new AssertionError("the stream ended before " + part);
  }

  @Test
  void streamsLinesOfTheLevelAskedForUntilTheClientGoes() throws Exception {
    try (Socket socket = open("?loglevel=warn")) {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      assertThat(lines.readLine()).isEqualTo("HTTP/1.1 200 OK");
      log(LogLevel.INFO, "not this");
      log(LogLevel.WARN, "but this");
      assertThat(next(lines, "this"))
          .isEqualTo("1970-01-01T00:00:00.000Z [WARN]  agent.test: but this");
    }
    Awaitility.await().until(() -> hub.listeners() == 0);
  }

  @Test
  void streamsJsonIfAskedAndLevelsBelowTheAgentsOwn() throws Exception {
    hub.level(LogLevel.ERROR);
    try (Socket socket = open("?loglevel=DEBUG&logjson")) {
      assertThat(floors).endsWith(LogLevel.DEBUG);
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      log(LogLevel.DEBUG, "a \"quoted\"\nword");
      assertThat(next(lines, "quoted"))
          .isEqualTo(
              "{\"@level\":\"debug\",\"@message\":\"a \\\"quoted\\\"\\nword\","
                  + "\"@module\":\"agent.test\",\"@timestamp\":\"1970-01-01T00:00:00.000Z\"}");
    }
    Awaitility.await().until(() -> floors.getLast() == LogLevel.ERROR);
  }

  @Test
  void losesLinesOfAReaderWhoDoesNotReadAndTellsHim() throws Exception {
    try (Socket socket = open("")) {
      String long1 = "x".repeat(8000);
      // More than any socket takes: publishing must come back every time.
      for (int i = 0; i < 20_000; i++) {
        log(LogLevel.INFO, long1);
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      assertThat(lines.readLine()).isEqualTo("HTTP/1.1 200 OK");
      Thread later =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                while (hub.listeners() > 0) {
                  log(LogLevel.INFO, "later");
                  Thread.onSpinWait();
                }
              });
      assertThat(next(lines, "were lost: this reader is slow")).contains("[WARN]");
      socket.close();
      later.join();
    }
  }

  @Test
  void printsNoLineThatLooksLikeTwo() {
    LogLine line = new LogLine(Instant.EPOCH, LogLevel.INFO, "m", "a\n1970 [ERROR] b", "");
    assertThat(LogFormat.TEXT.print(line))
        .isEqualTo("1970-01-01T00:00:00.000Z [INFO]  m: a\\n1970 [ERROR] b\n");
  }
}
