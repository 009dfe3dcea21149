package dev.treaty.diff;

import java.util.List;

/** Lines up symbol, address, place and reason of a list of changes. */
final class Columns {

  private static final int WIDEST = 60;
  private static final int SYMBOL = 3;

  private final String prefix;
  private final int address;
  private final int place;

  /** The prefix is what all addresses have in common and is not repeated. */
  Columns(String prefix, List<Change> changes) {
    this.prefix = prefix;
    this.address = widest(changes.stream().map(this::address).toList());
    this.place = widest(changes.stream().map(Columns::place).toList());
  }

  String line(Change change, Ink ink) {
    String symbol = change.action().symbol();
    String reason = change.reason().text();
    String note = change.note().isEmpty() ? "" : " (" + Printable.of(change.note()) + ")";
    String where = place == 0 ? "" : padded(place(change), place) + "   ";
    String text =
        " ".repeat(SYMBOL - symbol.length())
            + symbol
            + " "
            + padded(address(change), address)
            + "   "
            + where
            + reason
            + note;
    return ink.of(symbol, text) + "\n";
  }

  private String address(Change change) {
    String text = change.address();
    return Printable.of(text.startsWith(prefix) ? text.substring(prefix.length()) : text);
  }

  private static String place(Change change) {
    return Printable.of(change.declared().map(Declared::at).orElse(""));
  }

  private static int widest(List<String> texts) {
    return texts.stream().mapToInt(String::length).filter(n -> n <= WIDEST).max().orElse(0);
  }

  private static String padded(String text, int width) {
    return text.length() >= width ? text : text + " ".repeat(width - text.length());
  }
}
