package dev.treaty.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;

/** A name says a duty. These say none. */
class NamesTest {

  private static final Pattern TYPE =
      Pattern.compile("(.*(Manager|Helper|Impl|Utils?|Processor))|(Abstract.+)");
  private static final Set<String> PACKAGE = Set.of("util", "utils", "common", "helper", "misc");

  @Test
  void noTypeIsNamedForNothing() {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : OurClasses.all()) {
      // JSSE's own nouns may keep their name.
      boolean jsse =
          type.isAssignableTo(KeyManager.class) || type.isAssignableTo(TrustManager.class);
      if (!jsse && TYPE.matcher(type.getSimpleName()).matches()) {
        found.add(type.getName());
      }
    }
    assertThat(found).as("types named %s: name the duty instead", TYPE).isEmpty();
  }

  @Test
  void noPackageIsAHomeForAnything() {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : OurClasses.all()) {
      if (List.of(type.getPackageName().split("\\.")).stream().anyMatch(PACKAGE::contains)) {
        found.add(type.getPackageName());
      }
    }
    assertThat(found).as("packages named %s: put it beside what it serves", PACKAGE).isEmpty();
  }
}
