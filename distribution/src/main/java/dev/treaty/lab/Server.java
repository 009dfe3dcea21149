package dev.treaty.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A kind of server that can be a cluster here. */
public interface Server {

  /** What it is, for the title. */
  String title();

  /**
   * Writes what the server needs into its folder.
   *
   * @return the command that starts it
   */
  List<String> prepare(String name, Path folder);

  /**
   * Writes what one of several servers needs into its folder.
   *
   * @return the command that starts it
   */
  List<String> prepareMember(Member member, Path folder);

  /** A server that has ended starts again in its folder: where it was does not count any more. */
  default void startsAgain(Path folder) {}

  /** Where its HTTP API is, once that is known. */
  Optional<String> httpAddress(Path folder);

  /** The port that peers dial, once it is known. */
  Optional<Integer> peeringPort(Path folder);
}
