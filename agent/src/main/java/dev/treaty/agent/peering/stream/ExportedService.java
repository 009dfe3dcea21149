package dev.treaty.agent.peering.stream;

import java.util.List;
import java.util.function.Supplier;

/**
 * An exported service: when it last changed, and its instances.
 *
 * <p>The instances are only asked for when the version is not the one the stream saw last, so that
 * a change of one service costs nothing for the others. They must be read from the same snapshot.
 */
public final class ExportedService {
  private static final long UNKNOWN = -1;

  private final long version;
  private final Supplier<List<PeeredInstance>> instances;

  private ExportedService(long version, Supplier<List<PeeredInstance>> instances) {
    this.version = version;
    this.instances = instances;
  }

  /**
   * A service at a version; equal versions promise equal instances.
   *
   * @param version not negative, for example the highest index among the rows it is made of
   */
  public static ExportedService at(long version, Supplier<List<PeeredInstance>> instances) {
    return new ExportedService(version, instances);
  }

  /** A service whose content is compared every time. */
  public static ExportedService of(List<PeeredInstance> instances) {
    List<PeeredInstance> copy = List.copyOf(instances);
    return new ExportedService(UNKNOWN, () -> copy);
  }

  public List<PeeredInstance> instances() {
    return instances.get();
  }

  boolean isAt(long seen) {
    return version != UNKNOWN && version == seen;
  }

  long version() {
    return version;
  }
}
