package dev.treaty.reconcile.cli.consul;

import dev.treaty.reconcile.consul.ConsulCall;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** A command about intentions, with names after its flags. */
abstract class EndsCall extends ServerCall {

  @Parameters(paramLabel = "<name>", arity = "0..*", hidden = true)
  List<String> arguments = new ArrayList<>();

  /** The request for exactly one intention; its names must have been counted. */
  static ConsulCall exact(ConsulCall call, String source, String destination) {
    return call.with("destination", destination).with("source", source);
  }

  static ConsulCall exactGet(String source, String destination) {
    return exact(ConsulCall.get("connect", "intentions", "exact"), source, destination);
  }
}
