package dev.treaty.agent.store.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class AddressesTest {

  /**
   * A server that was restarted asks for votes before it knows any member. Other tests of this
   * process have used the names already, so this one loads everything anew.
   */
  @Test
  void namesMeanSomethingBeforeTheFirstServerStarts() throws Exception {
    try (URLClassLoader fresh =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      Class.forName(RaftNode.class.getName(), true, fresh);

      Class<?> registry =
          fresh.loadClass("org.apache.ratis.thirdparty.io.grpc.NameResolverRegistry");
      Object known = registry.getMethod("getDefaultRegistry").invoke(null);
      assertThat(
              registry
                  .getMethod("getProviderForScheme", String.class)
                  .invoke(known, "treaty-server"))
          .isNotNull();
    }
  }

  private static URL[] classPath() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(all.split(File.pathSeparator)).map(AddressesTest::url).toArray(URL[]::new);
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
