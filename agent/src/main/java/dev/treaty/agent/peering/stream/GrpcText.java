package dev.treaty.agent.peering.stream;

/** A gRPC status in the words of grpc-go, as Consul shows and logs it. */
public final class GrpcText {
  private GrpcText() {}

  /** Words a status; {@code code} is its name in capitals. */
  public static String of(String code, String message) {
    StringBuilder words = new StringBuilder("rpc error: code = ");
    for (String word : code.split("_")) {
      words.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
    }
    return words.append(" desc = ").append(message).toString();
  }
}
