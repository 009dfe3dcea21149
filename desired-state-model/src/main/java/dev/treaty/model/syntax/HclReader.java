package dev.treaty.model.syntax;

/**
 * Reads HCL 1, the language of Consul's own files. Refuses what HCL 1 swallows: duplicate keys,
 * empty values, stray text. Reads on after a fault to report several.
 */
public final class HclReader {

  private HclReader() {}

  public static Parsed read(SourceText source) {
    if (!source.faults().isEmpty()) {
      return Parsed.failed(source.faults());
    }
    return new HclParser(source).document();
  }
}
