package dev.treaty.agent.check;

/** Something that can be tried again and again. */
@FunctionalInterface
interface Probe {

  /** Tries once; may block, and never longer than its timeout. */
  CheckResult run() throws InterruptedException;
}
