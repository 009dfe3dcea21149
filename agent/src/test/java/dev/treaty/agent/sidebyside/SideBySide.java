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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real Consul and our agent, asked the same. */
public final class SideBySide implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern INDEX =
      Pattern.compile(
          "\"(CreateIndex|ModifyIndex|Hash|LastTransitionTime|CreatedAt|UpdatedAt"
              + "|LegacyCreateTime|LegacyUpdateTime)\":(\\d+|\"[^\"]*\")");
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** What both answered, indexes, hashes and times aside. */
  public record Answers(String consul, String ours) {
    public boolean agree() {
      return consul.equals(ours);
    }
  }

  private final Map<String, String> consulIds = new HashMap<>();
  private final Map<String, String> ourIds = new HashMap<>();
  private final RealConsul consul;
  private final LiveAgent ours;

  /** Starts both; the binary is what {@code TREATY_TEST_CONSUL} names. */
  public SideBySide(Path folder) throws IOException {
    Files.createDirectories(folder);
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

  /**
   * Sends a request written as {@code METHOD PATH BODY}; {@code @NAME:} before it keeps the {@code
   * ID} that each answers, {@code $NAME} later on stands for it.
   */
  public Answers play(String line) {
    String[] parts = line.split(" ", 3);
    String method = parts[0].substring(parts[0].indexOf(':') + 1);
    String body = parts.length > 2 ? parts[2] : "";
    HttpResponse<String> theirs =
        consul.call(method, named(parts[1], consulIds), named(body, consulIds));
    Got got = ours.send(method, named(parts[1], ourIds), named(body, ourIds));
    if (parts[0].startsWith("@")) {
      String name = parts[0].substring(1, parts[0].indexOf(':'));
      consulIds.put(name, id(theirs.body()));
      ourIds.put(name, id(got.body()));
    }
    return new Answers(
        theirs.statusCode() + " " + plain(theirs.body()), got.status() + " " + plain(got.body()));
  }

  private static String named(String text, Map<String, String> ids) {
    String named = text;
    for (Map.Entry<String, String> id : ids.entrySet()) {
      named = named.replace("$" + id.getKey(), id.getValue());
    }
    return named;
  }

  private static String id(String body) {
    Matcher found = ID.matcher(body);
    return found.find() ? found.group() : "none";
  }

  public Answers get(String path) {
    return send("GET", path, "");
  }

  public Answers write(String entry) {
    return send("PUT", "/v1/config", entry);
  }

  private static String plain(String body) {
    if (!body.startsWith("{") && !body.startsWith("[")) {
      return ID.matcher(body).replaceAll("-");
    }
    try {
      JsonNode read = JSON.readTree(body);
      String plain = INDEX.matcher(JSON.writeValueAsString(read)).replaceAll("\"$1\":\"-\"");
      return ID.matcher(plain).replaceAll("-");
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
