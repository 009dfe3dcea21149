package dev.treaty.bench;

import java.util.List;

/**
 * What takes a load: one server or several of a cluster.
 *
 * @param ports where the clients connect, in turn
 * @param processes all that work for it
 */
record Target(String kind, List<Integer> ports, List<Long> processes) {

  double processorSeconds() {
    return processes.stream().mapToDouble(ProcessCost::processorSeconds).sum();
  }
}
