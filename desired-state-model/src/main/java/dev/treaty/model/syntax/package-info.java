/**
 * Source files as trees of nodes with positions: HCL 1, JSON and YAML.
 *
 * <p>Front doors: {@link dev.treaty.model.syntax.SourceText}, then {@link
 * dev.treaty.model.syntax.HclReader}, {@link dev.treaty.model.syntax.JsonReader} or {@link
 * dev.treaty.model.syntax.YamlReader}. Must not know what the keys mean, nor any server. No reader
 * throws, whatever the bytes.
 */
@NullMarked
package dev.treaty.model.syntax;

import org.jspecify.annotations.NullMarked;
