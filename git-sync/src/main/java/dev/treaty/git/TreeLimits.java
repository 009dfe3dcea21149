package dev.treaty.git;

import java.util.List;

/**
 * How much a source tree may hold.
 *
 * @param files files that are read
 * @param entries everything that is looked at, folders included
 * @param depth folders below one another
 * @param endings of the files that are read; others are passed over unread
 */
public record TreeLimits(
    int files, int entries, int bytesPerFile, long bytesInAll, int depth, List<String> endings) {

  public static final TreeLimits DEFAULT =
      new TreeLimits(
          20_000, 200_000, 4 << 20, 128L << 20, 32, List.of(".hcl", ".json", ".yaml", ".yml"));

  public TreeLimits {
    endings = List.copyOf(endings);
  }
}
