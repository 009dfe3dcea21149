package dev.treaty.model.project;

import java.util.Optional;

/** The operator's environment: variables and files outside any repository. */
public interface OperatorInput {

  /** The variable's value; empty where it is not set. */
  Optional<String> variable(String name);

  /** The file's text; empty where it cannot be read. */
  Optional<String> fileText(String path);
}
