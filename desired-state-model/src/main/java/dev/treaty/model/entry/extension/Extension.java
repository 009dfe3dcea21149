package dev.treaty.model.entry.extension;

import dev.treaty.model.schema.Gate;
import dev.treaty.model.schema.Since;
import dev.treaty.model.value.Value;
import java.util.Optional;

/** One extension that comes with Consul. */
interface Extension {

  /** The name under which entries call it. */
  String name();

  /** The first release that has it. */
  Since since();

  /** What Consul has against the arguments, in its words, if anything. */
  Optional<String> fault(Value.Fields arguments, Gate server);
}
