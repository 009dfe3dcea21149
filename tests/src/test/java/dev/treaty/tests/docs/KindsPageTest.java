package dev.treaty.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.entry.kind.AllKinds;
import dev.treaty.model.schema.KindPage;
import dev.treaty.tests.ProjectFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page on config entries follows from the declarations. */
class KindsPageTest {

  private static final Path PAGE = ProjectFiles.root().resolve("docs/reference/config-entries.md");

  private static final String INTRODUCTION =
      """
      # Config entries

      Every kind and key that Treaty judges, made from the declarations in `entry.kind`. Keys may be
      written in any case or with underscores. A key that a cluster's release does not know yet is
      refused by name before anything is written.

      Treaty says of an entry what the cluster's server would say, in the server's words. It is
      stricter in these cases only:

      * a key that is written twice, or in two spellings: Consul leaves to chance which one counts;
      * two entries in one HCL file, where Consul would take the last of each key;
      * a key without a value (`Protocol =` at the end of a file): Consul's HCL takes it for empty;
      * what is over a limit of [limits.md](limits.md);
      * a null inside a list: some of them crash a Consul server;
      * a name with a character that cannot be printed, or with `.`, `..` or nothing between
        slashes: nobody could read or delete the entry.

      A number that its field cannot hold is bent as Consul bends it (-1 becomes 4294967295 where
      only positive numbers are kept, 1.9 becomes 1), and a file with such a number gets a warning.

      Arguments of `EnvoyExtensions` are checked as Consul checks them, for `builtin/lua` and
      `builtin/aws/lambda` (1.15), `builtin/ext-authz`, `builtin/wasm` and
      `builtin/property-override` (1.16) and `builtin/otel-access-logging` (1.17). Paths of
      `builtin/property-override` are followed through Envoy's resources as Consul 1.16 knows them,
      and from 1.22 on as Consul 2.1 does.

      The same verdict in other words: a certificate or key whose bytes are damaged inside, and
      an address in square brackets that is no IPv6 address.
      """;

  @Test
  void saysWhatTheDeclarationsSay() throws Exception {
    String page = INTRODUCTION + KindPage.of(AllKinds.supported());
    if (Boolean.getBoolean("treaty.docs.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as("write it anew with -Dtreaty.docs.write=true")
        .isEqualTo(page);
  }
}
