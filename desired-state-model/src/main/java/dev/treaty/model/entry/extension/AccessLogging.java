package dev.treaty.model.entry.extension;

import dev.treaty.model.entry.extension.ExternalAuthorization.ProxyTypes;
import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Gate;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Since;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code builtin/otel-access-logging}: sends access logs to a server of OpenTelemetry. */
final class AccessLogging implements Extension {

  private static final Shape CONFIG =
      Shape.fields()
          .optional("LogName", Type.TEXT)
          .pointer("GrpcService", new Type.Struct(Target.GRPC_SERVICE))
          .pointer("BufferFlushInterval", Type.SPAN)
          .optional("BufferSizeBytes", Type.UINT32)
          .optional("FilterStateObjectsToLog", Type.TEXTS)
          .pointer(
              "RetryPolicy",
              new Type.Struct(
                  Shape.fields()
                      .pointer(
                          "RetryBackOff",
                          new Type.Struct(
                              Shape.fields()
                                  .pointer("BaseInterval", Type.SPAN)
                                  .pointer("MaxInterval", Type.SPAN)
                                  .build()))
                      .optional("NumRetries", Type.UINT32)
                      .build()))
          .optional("Attributes", Type.OPAQUE)
          .optional("ResourceAttributes", Type.OPAQUE)
          .build();

  private static final Shape SHAPE =
      Shape.fields()
          .optional("ProxyType", new Type.Text("api.ServiceKind"))
          .optional("ListenerType", Type.TEXT)
          .optional("Config", new Type.Struct(CONFIG))
          .build();

  @Override
  public String name() {
    return "builtin/otel-access-logging";
  }

  @Override
  public Since since() {
    return Since.of(1, 17, 0);
  }

  @Override
  public Optional<String> fault(Value.Fields arguments, Gate server) {
    Arguments read = Arguments.read(SHAPE, arguments, server);
    if (read.fault().isPresent()) {
      return read.fault();
    }
    List<String> faults = new ArrayList<>(ProxyTypes.faults(read.read()));
    faults.addAll(ProxyTypes.ofListener(read.read()));
    Value.Fields config = read.read().fields("Config");
    if (config.get("GrpcService").isEmpty()) {
      faults.add("missing GrpcService");
    } else {
      List<String> inner = Target.faults(config.fields("GrpcService"), "GrpcService");
      if (!inner.isEmpty()) {
        faults.add(Target.wrapped("GrpcService", inner));
      }
    }
    return faults.isEmpty() ? Optional.empty() : Optional.of(Findings.multi(faults));
  }
}
