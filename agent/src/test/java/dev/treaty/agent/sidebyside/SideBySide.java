package dev.treaty.agent.sidebyside;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.treaty.agent.http.LiveAgent;
import dev.treaty.agent.http.LiveAgent.Got;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.settings.MeshSettings;
import dev.treaty.model.entry.ConsulVersion;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.entry.ServerProfile.Edition;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A real Consul and our agent, asked the same. */
public final class SideBySide implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern INDEX =
      Pattern.compile("\"(CreateIndex|ModifyIndex|Hash|LastTransitionTime)\":(\\d+|\"[^\"]*\")");

  /** What both answered, indexes, hashes and times aside. */
  public record Answers(String consul, String ours) {
    public boolean agree() {
      return consul.equals(ours);
    }
  }

  private final RealConsul consul;
  private final LiveAgent ours;

  /** Starts both; the binary is what {@code TREATY_TEST_CONSUL} names. */
  public SideBySide(Path folder) throws IOException {
    consul = new RealConsul(System.getenv("TREATY_TEST_CONSUL"), folder, "dc1");
    ours =
        new LiveAgent(
            AgentSettings.embedded("consul-1", "dc1")
                .withMesh(MeshSettings.DEFAULT.withClusterId(RealConsul.CLUSTER))
                .withProfile(new ServerProfile(ConsulVersion.of("1.16.4"), Edition.COMMUNITY)));
  }

  /** Sends the same to both. */
  public Answers send(String method, String path, String body) {
    HttpResponse<String> theirs = consul.call(method, path, body);
    Got got = ours.send(method, path, body);
    return new Answers(
        theirs.statusCode() + " " + plain(theirs.body()), got.status() + " " + plain(got.body()));
  }

  public Answers get(String path) {
    return send("GET", path, "");
  }

  public Answers write(String entry) {
    return send("PUT", "/v1/config", entry);
  }

  private static String plain(String body) {
    if (!body.startsWith("{") && !body.startsWith("[")) {
      return body;
    }
    try {
      JsonNode read = JSON.readTree(body);
      return INDEX.matcher(JSON.writeValueAsString(read)).replaceAll("\"$1\":\"-\"");
    } catch (JsonProcessingException e) {
      return body;
    }
  }

  public RealConsul consul() {
    return consul;
  }

  public LiveAgent ours() {
    return ours;
  }

  @Override
  public void close() {
    ours.close();
    consul.close();
  }
}
