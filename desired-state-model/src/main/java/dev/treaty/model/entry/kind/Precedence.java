package dev.treaty.model.entry.kind;

import dev.treaty.model.value.Value;

/** How exact an intention is: the more exact one decides ({@code http-and-config-entries} §4.1). */
public final class Precedence {

  private Precedence() {}

  /** From 1 (all to all) to 9 (one service to one service). */
  public static int of(Value.Fields destination, Value.Fields source) {
    int highest =
        switch (exactParts(destination)) {
          case 2 -> 9;
          case 1 -> 6;
          default -> 3;
        };
    return highest - (2 - exactParts(source));
  }

  private static int exactParts(Value.Fields service) {
    if (service.text("Namespace").equals("*")) {
      return 0;
    }
    return service.text("Name").equals("*") ? 1 : 2;
  }
}
