package dev.treaty;

/** Under which name the command was called; linked as {@code consul} it behaves as Consul's. */
enum Persona {
  TREATY("treaty"),
  CONSUL("consul");

  private final String command;

  Persona(String command) {
    this.command = command;
  }

  static Persona called(String name) {
    return name.equals("consul") || name.startsWith("consul-") ? CONSUL : TREATY;
  }

  String command() {
    return command;
  }
}
