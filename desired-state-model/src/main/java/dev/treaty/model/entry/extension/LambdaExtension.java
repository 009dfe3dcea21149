package dev.treaty.model.entry.extension;

import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Gate;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Since;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.Value;
import java.util.List;
import java.util.Optional;

/** {@code builtin/aws/lambda}: a function of AWS as a service. */
final class LambdaExtension implements Extension {

  private static final Shape SHAPE =
      Shape.fields()
          .optional("ARN", Type.TEXT)
          .optional("PayloadPassthrough", Type.FLAG)
          .optional("InvocationMode", Type.TEXT)
          .build();

  @Override
  public String name() {
    return "builtin/aws/lambda";
  }

  @Override
  public Since since() {
    return Since.of(1, 15, 0);
  }

  @Override
  public Optional<String> fault(Value.Fields arguments, Gate server) {
    Arguments read = Arguments.read(SHAPE, arguments, server);
    if (read.fault().isPresent()) {
      return read.fault().map(text -> "error decoding extension arguments: " + text);
    }
    return read.read().text("ARN").isEmpty()
        ? Optional.of(Findings.multi(List.of("ARN is required")))
        : Optional.empty();
  }
}
