package dev.treaty.agent.http;

/**
 * A token that must not be printed.
 *
 * @param value empty where the request carried none
 */
public record Secret(String value) {

  public static final Secret NONE = new Secret("");

  public boolean isPresent() {
    return !value.isEmpty();
  }

  @Override
  public String toString() {
    return isPresent() ? "<hidden>" : "<none>";
  }
}
