package dev.treaty.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How this program starts itself again: by its launcher, or with the class path it runs on. */
public final class OwnCommand {

  private OwnCommand() {}

  public static List<String> of(String... arguments) {
    List<String> command = new ArrayList<>();
    String launcher = System.getProperty("treaty.launcher", "");
    if (!launcher.isEmpty() && Files.isExecutable(Path.of(launcher))) {
      command.add(launcher);
    } else {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.treaty.Main"));
    }
    command.addAll(List.of(arguments));
    return command;
  }
}
