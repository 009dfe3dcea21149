package dev.treaty.agent.catalog;

import dev.treaty.model.entry.Tenancy;

/** The name of a service in its tenancy. */
public record ServiceName(Tenancy tenancy, String name) {

  /** The name in the default tenancy. */
  public static ServiceName of(String name) {
    return new ServiceName(Tenancy.DEFAULT, name);
  }
}
