package dev.treaty.model.syntax;

/** The language a document is written in. */
public enum Form {
  HCL,
  JSON,
  YAML
}
