package dev.treaty.bench;

import java.util.Locale;

/** Numbered requests that fill a server. */
final class Requests {

  private Requests() {}

  static byte[] service(int i) {
    return RawConnection.request(
        "PUT",
        "/v1/catalog/register",
        String.format(
            Locale.ROOT,
            "{\"Node\":\"n-%d\",\"Address\":\"10.0.0.1\",\"Service\":{\"Service\":\"s-%d\","
                + "\"Port\":8080},\"Check\":{\"CheckID\":\"c\",\"Name\":\"c\",\"Status\":\"passing\"}}",
            i / 10,
            i));
  }

  static byte[] entry(int i) {
    return RawConnection.request(
        "PUT",
        "/v1/config",
        String.format(
            Locale.ROOT,
            "{\"Kind\":\"service-defaults\",\"Name\":\"s-%d\",\"Protocol\":\"http\"}",
            i));
  }
}
