package dev.treaty.model.schema;

import dev.treaty.model.value.Value;
import java.util.Optional;

/**
 * One difference between two bodies.
 *
 * @param path for example {@code sources["web" peer="us1"].action}
 * @param before empty where the second body adds it
 * @param after empty where the second body lacks it
 */
public record FieldDifference(String path, Optional<Value> before, Optional<Value> after) {}
