package dev.treaty.git;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/** Keeps the user's and the machine's Git configuration, and {@code GIT_*} variables, out. */
final class IsolatedGitSystem extends SystemReader.Delegate {
  private static final Duration FILE_CLOCK = Duration.ofSeconds(1);
  private static final IsolatedGitSystem INSTANCE =
      new IsolatedGitSystem(SystemReader.getInstance());

  private IsolatedGitSystem(SystemReader base) {
    super(base);
  }

  /** Makes JGit ask here, for the whole process. */
  static void install() {
    SystemReader.setInstance(INSTANCE);
  }

  @Override
  public @Nullable String getenv(String variable) {
    return variable.startsWith("GIT_") || variable.startsWith("XDG_")
        ? null
        : super.getenv(variable);
  }

  @Override
  public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
    return new EmptyConfig(parent, fs);
  }

  @Override
  public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
    return new EmptyConfig(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
    return new EmptyConfig(parent, fs);
  }

  /** A configuration without a file. */
  private static final class EmptyConfig extends FileBasedConfig {
    @SuppressWarnings("NullAway") // JGit takes null for "no parent" and "no file".
    EmptyConfig(@Nullable Config parent, FS fs) {
      super(parent, null, fs);
    }

    /**
     * What JGit would else find out by writing into the repository, for seconds, in the pool that
     * the HTTP client needs, too. A clock this coarse makes it read a young file once more, no
     * worse.
     */
    @Override
    public long getTimeUnit(
        String section, @Nullable String subsection, String name, long otherwise, TimeUnit unit) {
      return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
          ? unit.convert(FILE_CLOCK)
          : super.getTimeUnit(section, subsection, name, otherwise, unit);
    }

    @Override
    public void load() {}

    @Override
    public void save() {}

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}
