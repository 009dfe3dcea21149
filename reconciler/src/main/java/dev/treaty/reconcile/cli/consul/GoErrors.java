package dev.treaty.reconcile.cli.consul;

import dev.treaty.reconcile.consul.ConsulAnswer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Failures in the words of Consul's Go client. */
final class GoErrors {

  private static final Pattern REQUEST = Pattern.compile("^([A-Z]+) (\\S+): ", Pattern.DOTALL);

  private GoErrors() {}

  /** {@code Unexpected response code: …}, or {@code Get "http://…": dial tcp …}. */
  static String of(ConsulAnswer<?> answer) {
    String text = answer.describe();
    Matcher request = REQUEST.matcher(text);
    if (!request.find()) {
      return text;
    }
    String method = request.group(1);
    return method.charAt(0)
        + method.substring(1).toLowerCase(Locale.ROOT)
        + " \""
        + request.group(2)
        + "\": "
        + text.substring(request.end());
  }
}
