package dev.treaty.agent.log;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The two forms Consul prints log lines in. */
public enum LogFormat {
  TEXT {
    @Override
    public String print(LogLine line) {
      String level = "[" + line.level() + "]";
      return TIME.format(line.time().atOffset(ZoneOffset.UTC))
          + " "
          + (level.length() < 7 ? level + " " : level)
          + " "
          + line.module()
          + ": "
          + oneLine(line.message())
          + "\n"
          + line.trace();
    }
  },
  JSON {
    @Override
    public String print(LogLine line) {
      StringBuilder json = new StringBuilder(160);
      json.append("{\"@level\":\"").append(line.level().name().toLowerCase(Locale.ROOT));
      json.append("\",\"@message\":");
      quote(json, line.message());
      json.append(",\"@module\":");
      quote(json, line.module());
      json.append(",\"@timestamp\":\"");
      json.append(TIME.format(line.time().atOffset(ZoneOffset.UTC))).append('"');
      if (!line.trace().isEmpty()) {
        json.append(",\"stacktrace\":");
        quote(json, line.trace());
      }
      return json.append("}\n").toString();
    }
  };

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);

  /** The line with its newline. */
  public abstract String print(LogLine line);

  /** What came from outside must not look like a line of its own. */
  private static String oneLine(String message) {
    return message.indexOf('\n') < 0 && message.indexOf('\r') < 0
        ? message
        : message.replace("\r", "\\r").replace("\n", "\\n");
  }

  private static void quote(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (c < 0x20 || c == 0x2028 || c == 0x2029) {
            json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
  }
}
