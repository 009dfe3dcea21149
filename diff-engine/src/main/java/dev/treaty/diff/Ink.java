package dev.treaty.diff;

/** Colours a line by its symbol, or leaves it. */
record Ink(PlanText.Colour colour) {

  String bold(String text) {
    return wrap("1", text);
  }

  String of(String symbol, String text) {
    return switch (symbol) {
      case "+" -> wrap("32", text);
      case "-" -> wrap("31", text);
      case "~" -> wrap("33", text);
      case "-/+" -> wrap("31", text);
      case "!" -> wrap("35", text);
      default -> text;
    };
  }

  private String wrap(String code, String text) {
    return switch (colour) {
      case NONE -> text;
      case ANSI -> "\u001b[" + code + "m" + text + "\u001b[0m";
    };
  }
}
