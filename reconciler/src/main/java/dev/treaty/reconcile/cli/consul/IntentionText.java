package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.value.IndentedJson;
import dev.treaty.model.value.Value;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** One intention as Consul's commands print it. */
final class IntentionText {

  private static final DateTimeFormatter RFC850 =
      DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss zzz", Locale.ENGLISH);

  private IntentionText() {}

  /** {@code web => db (allow)}. */
  static String line(Value.Fields intention) {
    int permissions = intention.items("Permissions").size();
    String detail =
        switch (permissions) {
          case 0 -> intention.text("Action");
          case 1 -> "1 permission";
          default -> permissions + " permissions";
        };
    return source(intention) + " => " + destination(intention) + " (" + detail + ")";
  }

  static String source(Value.Fields intention) {
    return name(intention, "Source");
  }

  static String destination(Value.Fields intention) {
    return name(intention, "Destination");
  }

  private static String name(Value.Fields intention, String end) {
    String partition = intention.text(end + "Partition");
    String namespace = intention.text(end + "NS");
    String local = intention.text(end + "Name");
    boolean plainNamespace = namespace.isEmpty() || namespace.equals("default");
    if (!partition.isEmpty() && !partition.equals("default")) {
      return partition + "/" + (namespace.isEmpty() ? "default" : namespace) + "/" + local;
    }
    return plainNamespace ? local : namespace + "/" + local;
  }

  /** Everything there is to say, as {@code intention get} prints it. */
  static String full(Value.Fields intention, ZoneId zone) {
    Columns columns =
        new Columns().row("Source:", source(intention)).row("Destination:", destination(intention));
    row(columns, "Action:", intention.text("Action"));
    row(columns, "ID:", intention.text("ID"));
    row(columns, "Description:", intention.text("Description"));
    Texts.map(intention.fields("Meta"))
        .forEach((key, value) -> columns.row("Meta[" + key + "]:", value));
    columns.row("Created At:", createdAt(intention.text("CreatedAt"), zone));
    String text = columns.text();
    if (!intention.items("Permissions").isEmpty()) {
      text +=
          "\nPermissions:\n"
              + IndentedJson.of(new Value.Items(intention.items("Permissions")), "  ");
    }
    return text;
  }

  private static void row(Columns columns, String label, String value) {
    if (!value.isEmpty()) {
      columns.row(label, value);
    }
  }

  /** An intention that was written as a config entry has no time; Go prints its zero time. */
  private static String createdAt(String json, ZoneId zone) {
    try {
      return RFC850.format(
          OffsetDateTime.parse(json.isEmpty() ? "0001-01-01T00:00:00Z" : json)
              .atZoneSameInstant(zone));
    } catch (DateTimeParseException e) {
      return json;
    }
  }
}
