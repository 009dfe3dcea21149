package dev.treaty.model.project;

/** What {@code treaty run} does with a difference: only report it, or mend it. */
public enum Mode {
  OBSERVE,
  ENFORCE
}
