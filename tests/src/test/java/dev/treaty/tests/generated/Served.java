package dev.treaty.tests.generated;

import dev.treaty.model.entry.ConsulVersion;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The HTTP interface of a server, real or our own. */
final class Served implements AutoCloseable {

  /**
   * What it answered.
   *
   * @param status 0 if the server broke off: what it was sent made it panic
   */
  record Answer(int status, String body) {}

  private static final String HTTP_EVERYWHERE =
      "{\"Kind\":\"proxy-defaults\",\"Name\":\"global\",\"Config\":{\"protocol\":\"http\"}}";

  private static final Pattern VERSION = Pattern.compile("\"Version\":\\s*\"([^\"]+)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI address;

  Served(URI address) {
    this.address = address;
  }

  /** The profile of a server of the Community Edition. */
  ServerProfile profile() {
    Matcher version = VERSION.matcher(send("GET", "/v1/agent/self", "").body());
    if (!version.find()) {
      throw new IllegalStateException("no version");
    }
    return new ServerProfile(ConsulVersion.of(version.group(1)), ServerProfile.Edition.COMMUNITY);
  }

  Answer put(Value.Fields entry) {
    return send("PUT", "/v1/config", ValueJson.write(entry));
  }

  Answer get(EntryKey key) {
    return send("GET", path(key), "");
  }

  Answer delete(EntryKey key) {
    return send("DELETE", path(key), "");
  }

  /** Deletes what is there, which could break rules of what comes; all services speak HTTP. */
  void clear() {
    String all = send("GET", "/v1/config/", "").body();
    Value.Items entries = (Value.Items) ValueJson.parse(all.getBytes(StandardCharsets.UTF_8));
    for (int rounds = 0; rounds < 3; rounds++) {
      for (Value entry : entries.values()) {
        if (entry instanceof Value.Fields fields) {
          delete(EntryKey.of(fields.text("Kind"), fields.text("Name")));
        }
      }
    }
    send("PUT", "/v1/config", HTTP_EVERYWHERE);
  }

  private static String path(EntryKey key) {
    String name = key.name().isEmpty() ? key.kind() : key.name();
    String path = "/v1/config/" + key.kind() + "/" + encoded(name);
    Tenancy tenancy = key.tenancy();
    return tenancy.isDefault()
        ? path
        : path
            + "?partition="
            + encoded(tenancy.partition())
            + "&ns="
            + encoded(tenancy.namespace());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  Answer send(String method, String path, String body) {
    try {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(URI.create(address + path))
                  .method(method, HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (ConnectException e) {
      throw new UncheckedIOException(e);
    } catch (IOException e) {
      return new Answer(0, "no answer");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
