package dev.treaty.model.entry.extension;

import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Gate;
import dev.treaty.model.schema.GoNumbers;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Since;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.GoDuration;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.GoUri;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code builtin/wasm}: a plugin in WebAssembly. */
final class WasmExtension implements Extension {

  private static final Shape REMOTE =
      Shape.fields()
          .optional(
              "HttpURI",
              new Type.Struct(
                  Shape.fields()
                      .optional("Service", new Type.Struct(Target.SERVICE))
                      .optional("URI", Type.TEXT)
                      .optional("Timeout", Type.TEXT)
                      .build()))
          .optional("SHA256", Type.TEXT)
          .optional(
              "RetryPolicy",
              new Type.Struct(
                  Shape.fields()
                      .optional(
                          "RetryBackOff",
                          new Type.Struct(
                              Shape.fields()
                                  .optional("BaseInterval", Type.TEXT)
                                  .optional("MaxInterval", Type.TEXT)
                                  .build()))
                      .optional("NumRetries", Type.INT)
                      .build()))
          .build();

  private static final Shape VM =
      Shape.fields()
          .optional("VmID", Type.TEXT)
          .optional("Runtime", Type.TEXT)
          .optional(
              "Code",
              new Type.Struct(
                  Shape.fields()
                      .optional(
                          "Local",
                          new Type.Struct(Shape.fields().optional("Filename", Type.TEXT).build()))
                      .optional("Remote", new Type.Struct(REMOTE))
                      .build()))
          .optional("Configuration", Type.TEXT)
          .optional(
              "EnvironmentVariables",
              new Type.Struct(
                  Shape.fields()
                      .optional("HostEnvKeys", Type.TEXTS)
                      .optional("KeyValues", Type.TEXT_MAP)
                      .build()))
          .build();

  private static final Shape SHAPE =
      Shape.fields()
          .optional("Protocol", Type.TEXT)
          .optional("ProxyType", new Type.Text("api.ServiceKind"))
          .optional("ListenerType", Type.TEXT)
          .optional(
              "PluginConfig",
              new Type.Struct(
                  Shape.fields()
                      .optional("Name", Type.TEXT)
                      .optional("RootID", Type.TEXT)
                      .optional("VmConfig", new Type.Struct(VM))
                      .optional("Configuration", Type.TEXT)
                      .optional(
                          "CapabilityRestrictionConfiguration",
                          new Type.Struct(
                              Shape.fields().optional("AllowedCapabilities", Type.OPAQUE).build()))
                      .build()))
          .build();

  private static final Set<String> RUNTIMES = Set.of("", "v8", "wamr", "wavm", "wasmtime");

  @Override
  public String name() {
    return "builtin/wasm";
  }

  @Override
  public Since since() {
    return Since.of(1, 16, 0);
  }

  @Override
  public Optional<String> fault(Value.Fields arguments, Gate server) {
    Arguments read = Arguments.read(SHAPE, arguments, server);
    if (read.fault().isPresent()) {
      return read.fault().map(text -> "error decoding extension arguments: " + text);
    }
    List<String> faults = new ArrayList<>();
    head(read.read(), faults);
    Value.Fields machine = read.read().fields("PluginConfig").fields("VmConfig");
    if (!RUNTIMES.contains(machine.text("Runtime"))) {
      faults.add("unsupported runtime " + GoFormat.quote(machine.text("Runtime")));
    }
    code(machine.fields("Code"), faults);
    return faults.isEmpty() ? Optional.empty() : Optional.of(Findings.multi(faults));
  }

  private static void head(Value.Fields arguments, List<String> faults) {
    String protocol = arguments.text("Protocol");
    if (!protocol.equals("tcp") && !protocol.equals("http")) {
      faults.add(
          "unsupported Protocol " + GoFormat.quote(protocol) + ", expected \"tcp\" or \"http\"");
    }
    faults.addAll(ExternalAuthorization.ProxyTypes.faults(arguments));
    String listener = arguments.text("ListenerType");
    if (!listener.equals("inbound") && !listener.equals("outbound")) {
      faults.add(
          "unsupported ListenerType "
              + GoFormat.quote(listener)
              + ", expected \"inbound\" or \"outbound\"");
    }
  }

  private static void code(Value.Fields code, List<String> faults) {
    boolean local = !code.fields("Local").text("Filename").isEmpty();
    Value.Fields remote = code.fields("Remote");
    Value.Fields address = remote.fields("HttpURI");
    String service = address.fields("Service").text("Name");
    String uri = address.text("URI");
    if (local == (!service.isEmpty() || !uri.isEmpty())) {
      faults.add("VmConfig.Code must provide exactly one of Local or Remote data source");
    }
    if (local) {
      return;
    }
    if (service.isEmpty() || uri.isEmpty()) {
      faults.add("both Service and URI are required for Remote data sources");
    }
    if (remote.text("SHA256").isEmpty()) {
      faults.add("SHA256 checksum is required for Remote data sources");
    }
    GoUri.fault(uri).ifPresent(fault -> faults.add("invalid HttpURI.URI: " + fault));
    String timeout = address.text("Timeout");
    if (GoDuration.parse(timeout) instanceof GoDuration.Bad(String cause) && !timeout.isEmpty()) {
      faults.add(
          "failed to parse HttpURI.Timeout "
              + GoFormat.quote(timeout)
              + " as a duration: "
              + cause);
    }
    retries(remote.fields("RetryPolicy"), faults);
  }

  private static void retries(Value.Fields policy, List<String> faults) {
    if (policy.get("NumRetries").map(GoNumbers::of).orElse(0.0) < 0) {
      faults.add("RetryPolicy.NumRetries must be greater than or equal to 0");
    }
    Value.Fields pace = policy.fields("RetryBackOff");
    long least = span(pace, "BaseInterval", faults);
    long most = span(pace, "MaxInterval", faults);
    String base = pace.text("BaseInterval");
    String limit = pace.text("MaxInterval");
    if (!base.isEmpty() && least <= 0) {
      faults.add(
          "RetryBackOff.BaseInterval "
              + GoFormat.quote(base)
              + " must be greater than zero and less than or equal to RetryBackOff.MaxInterval "
              + GoFormat.quote(limit));
    }
    if (!limit.isEmpty() && most < least) {
      faults.add(
          "RetryBackOff.MaxInterval "
              + GoFormat.quote(limit)
              + " must be greater than or equal to RetryBackOff.BaseInterval "
              + GoFormat.quote(base));
    }
  }

  private static long span(Value.Fields pace, String key, List<String> faults) {
    String text = pace.text(key);
    if (text.isEmpty()) {
      return 0;
    }
    return switch (GoDuration.parse(text)) {
      case GoDuration.Span(long nanoseconds) -> nanoseconds;
      case GoDuration.Bad(String cause) -> {
        faults.add(
            "failed to parse RetryBackOff." + key + " " + GoFormat.quote(text) + ": " + cause);
        yield 0L;
      }
    };
  }
}
