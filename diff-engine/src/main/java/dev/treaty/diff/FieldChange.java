package dev.treaty.diff;

import dev.treaty.model.value.Value;
import java.util.Optional;

/**
 * One field that differs.
 *
 * @param path for example {@code sources["web" peer="us1"].action}
 * @param before the live value, absent where the field is added
 * @param after the declared value, absent where the field is removed
 */
public record FieldChange(String path, Optional<Value> before, Optional<Value> after) {}
