package dev.treaty.agent.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The tables and commands a store knows; each feature contributes its own. */
public final class StoreSchema {

  private final Map<String, TableId<?>> tables = new LinkedHashMap<>();
  private final Map<String, Class<? extends Command<?>>> commands = new LinkedHashMap<>();
  private final Map<Class<?>, String> names = new LinkedHashMap<>();

  /** Adds a table. */
  public StoreSchema table(TableId<?> id) {
    TableId<?> before = tables.put(id.name(), id);
    if (before != null && !before.equals(id)) {
      throw new IllegalArgumentException("two tables are named " + id.name());
    }
    return this;
  }

  /**
   * Adds a command.
   *
   * @param name stands in the log: never rename one that was released
   */
  public StoreSchema command(String name, Class<? extends Command<?>> type) {
    Class<?> before = commands.put(name, type);
    if (before != null && !before.equals(type)) {
      throw new IllegalArgumentException("two commands are named " + name);
    }
    names.put(type, name);
    return this;
  }

  Optional<TableId<?>> tableNamed(String name) {
    return Optional.ofNullable(tables.get(name));
  }

  Optional<Class<? extends Command<?>>> commandNamed(String name) {
    return Optional.ofNullable(commands.get(name));
  }

  String nameOf(Command<?> command) {
    String name = names.get(command.getClass());
    if (name == null) {
      throw new IllegalArgumentException(
          "command " + command.getClass().getName() + " is not in the schema");
    }
    return name;
  }
}
