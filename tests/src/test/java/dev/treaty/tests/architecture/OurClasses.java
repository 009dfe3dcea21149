package dev.treaty.tests.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** Every class of ours that ships, read once. Generated code is not ours. */
final class OurClasses {

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(OurClasses::isOurs)
          .importPackages("dev.treaty");

  private OurClasses() {}

  static JavaClasses all() {
    return ALL;
  }

  private static boolean isOurs(Location location) {
    return !location.contains("/dev/treaty/tests/")
        && !location.contains("/dev/treaty/agent/wire/");
  }
}
