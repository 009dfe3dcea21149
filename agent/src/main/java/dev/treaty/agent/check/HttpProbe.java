package dev.treaty.agent.check;

import dev.treaty.agent.notation.GoText;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Asks over HTTP: 2xx passes, 429 warns, all else is critical. */
final class HttpProbe implements Probe {

  static {
    // Checks may name a Host, which the JDK allows only when told so before its first use.
    if (System.getProperty("jdk.httpclient.allowRestrictedHeaders") == null) {
      System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    }
  }

  private final CheckSpec spec;
  private final HttpClient client;
  private final Duration timeout;

  HttpProbe(CheckSpec spec, Duration timeout, Optional<SSLContext> tls) {
    this.spec = spec;
    this.timeout = timeout;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .executor(command -> Thread.ofVirtual().name("check-http").start(command))
            .followRedirects(
                spec.disableRedirects() ? HttpClient.Redirect.NEVER : HttpClient.Redirect.NORMAL);
    tls.ifPresent(builder::sslContext);
    this.client = builder.build();
  }

  @Override
  public CheckResult run() throws InterruptedException {
    String method = spec.method().isEmpty() ? "GET" : spec.method();
    try {
      HttpResponse<InputStream> response =
          client.send(request(method), HttpResponse.BodyHandlers.ofInputStream());
      String output =
          "HTTP "
              + method
              + " "
              + spec.http()
              + ": "
              + HttpStatusText.of(response.statusCode())
              + " Output: "
              + tail(response.body());
      int status = response.statusCode();
      if (status >= 200 && status <= 299) {
        return CheckResult.passing(output);
      }
      return status == 429 ? CheckResult.warning(output) : CheckResult.critical(output);
    } catch (IOException | IllegalArgumentException e) {
      return CheckResult.critical(told(method, e));
    }
  }

  private HttpRequest request(String method) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(spec.http()))
            .timeout(timeout)
            .method(method, HttpRequest.BodyPublishers.ofString(spec.body()));
    boolean agent = false;
    boolean accept = false;
    for (Map.Entry<String, List<String>> header : spec.header().entrySet()) {
      agent |= header.getKey().equalsIgnoreCase("User-Agent");
      accept |= header.getKey().equalsIgnoreCase("Accept");
      header.getValue().forEach(value -> request.header(header.getKey(), value));
    }
    if (!agent) {
      request.header("User-Agent", "Consul Health Check");
    }
    if (!accept) {
      request.header("Accept", "text/plain, text/*, */*");
    }
    return request.build();
  }

  /** The end of the body, as much of it as is kept. */
  private String tail(InputStream body) throws IOException {
    Tail tail = new Tail(spec.outputLimit());
    try (InputStream in = body) {
      tail.drain(in);
    }
    return tail.text();
  }

  private String told(String method, Exception failure) {
    String verb = method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT);
    String prefix = verb + " " + GoText.quote(spec.http()) + ": ";
    if (failure instanceof HttpTimeoutException) {
      return prefix + "context deadline exceeded (Client.Timeout exceeded while awaiting headers)";
    }
    URI uri = URI.create(spec.http());
    int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
    return prefix + DialErrors.tell(uri.getHost() + ":" + port, failure);
  }
}
