package dev.treaty;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What {@code version} prints: ours first, then the Consul whose language we speak.
 *
 * <p>Programs that start an agent ask {@code version -format=json} and parse {@code Version}, so
 * that form is Consul's in either persona. Picocli stays unloaded: this must be quick.
 */
final class VersionText {

  /** The release whose behaviour we promise. */
  static final String CONSUL = "1.16.4";

  private VersionText() {}

  static int print(Persona persona, PrintWriter out, PrintWriter err, String... args) {
    String format = "pretty";
    for (int i = 0; i < args.length; i++) {
      String flag = args[i].startsWith("--") ? args[i].substring(1) : args[i];
      if (flag.startsWith("-format=")) {
        format = flag.substring("-format=".length());
      } else if (flag.equals("-format") && i + 1 < args.length) {
        format = args[++i];
      } else if (flag.equals("-help") || flag.equals("-h")) {
        out.println("Usage: " + persona.command() + " version [-format=pretty|json]");
        return 0;
      } else {
        err.println("flag provided but not defined: " + flag);
        return 1;
      }
    }
    return switch (format) {
      case "json" -> {
        out.println(json());
        yield 0;
      }
      case "pretty" -> {
        out.print(persona == Persona.CONSUL ? consul() : ours());
        yield 0;
      }
      default -> {
        err.println("Unknown format: " + format);
        yield 1;
      }
    };
  }

  private static String ours() {
    Properties build = build();
    String commit = build.getProperty("commit", "");
    boolean known = !commit.isEmpty() && !commit.equals("unknown") && !commit.startsWith("$");
    return "Treaty "
        + version(build)
        + (known ? " (" + commit + ")" : "")
        + "\nspeaks Consul "
        + CONSUL
        + "\n";
  }

  private static String consul() {
    return """
    Consul v%s
    Build Date 1970-01-01T00:00:01Z
    Protocol 2 spoken by default, understands 2 to 3 (agent will automatically use protocol >2 \
    when speaking to compatible agents)

    """
        .formatted(CONSUL);
  }

  private static String json() {
    return """
    {
       "Version": "%s",
       "Revision": "",
       "Prerelease": "",
       "BuildDate": "1970-01-01T00:00:01Z",
       "RPC": {
          "Default": 2,
          "Min": 2,
          "Max": 3
       }
    }\
    """
        .formatted(CONSUL);
  }

  private static String version(Properties build) {
    String version = build.getProperty("version", "");
    return version.isEmpty() || version.startsWith("$") ? "development" : version;
  }

  private static Properties build() {
    Properties properties = new Properties();
    try (InputStream in = VersionText.class.getResourceAsStream("/dev.treaty.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
