/**
 * Entry files from one form into another: HCL, JSON, YAML, consul-k8s custom resources.
 *
 * <p>Front door: {@link dev.treaty.model.convert.Conversion}. Must not know where files stand. What
 * it writes is judged again and must mean what it was made from.
 */
@NullMarked
package dev.treaty.model.convert;

import org.jspecify.annotations.NullMarked;
