package dev.treaty.model.entry;

import static dev.treaty.model.entry.Judging.COMMUNITY;
import static dev.treaty.model.entry.Judging.SUPERSET;
import static dev.treaty.model.entry.Judging.file;
import static dev.treaty.model.entry.Judging.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.syntax.SourceText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryDocumentsTest {

  private static Diagnostic fault(String hcl) {
    List<Verdict> verdicts = file("a.hcl", hcl, COMMUNITY);
    assertThat(verdicts).singleElement().isInstanceOf(Verdict.Refused.class);
    return ((Verdict.Refused) verdicts.getFirst()).diagnostics().getFirst();
  }

  @Test
  void acceptsTheDocumentationsEntriesInTheSuperset() {
    only(
        file(
            "exports.hcl",
            """
            Kind = "exported-services"
            Partition = "default"
            Name = "default"
            Services = [
              {
                Name = "web"
                Namespace = "default"
                Consumers = [
                  {
                    Peer = "cluster-02"
                  }
                ]
              }
            ]
            """,
            SUPERSET));
    only(
        file(
            "intentions.hcl",
            """
            Kind = "service-intentions"
            Partition = "default"
            Name = "web"
            Namespace = "default"
            Sources = [
              {
                Name = "api"
                Namespace = "default"
                Peer = "cluster-02"
                Action = "allow"
              }
            ]
            """,
            SUPERSET));
  }

  @Test
  void takesAnEmptyBlockForAnElementAsConsulDoes() {
    assertThat(only(file("a.hcl", "Kind = \"tcp-route\"\nName = \"a\"\nServices {}", COMMUNITY)))
        .isEqualTo(
            only(
                file(
                    "a.json",
                    "{\"Kind\":\"tcp-route\",\"Name\":\"a\",\"Services\":[{}]}",
                    COMMUNITY)));
  }

  @Test
  void saysWhichSpellingAServerKnows() {
    String entry =
        """
        config_entries { bootstrap { kind = "inline-certificate" name = "a" private_key = "x" } }
        """;
    Verdict verdict = file("a.hcl", entry, COMMUNITY).getFirst();
    assertThat(((Verdict.Refused) verdict).diagnostics().getFirst().hint())
        .isEqualTo("write \"PrivateKey\"");
  }

  @ParameterizedTest
  @CsvSource({
    "Nmae, Name",
    "Sevices, Services",
    "services_, services",
    "Meat, Meta",
    "nam, name",
  })
  void findsTheKeyThatWasMeant(String written, String meant) {
    Diagnostic fault = fault("Kind = \"exported-services\"\n" + written + " = \"default\"\n");
    assertThat(fault.hint()).isEqualTo("did you mean \"" + meant + "\"?");
    assertThat(fault.range().orElseThrow().startLine()).isEqualTo(2);
    assertThat(fault.excerpt()).startsWith(written);
  }

  @Test
  void saysWhereAMisplacedKeyBelongs() {
    assertThat(
            fault(
                    "Kind=\"exported-services\"\n"
                        + "Name=\"default\"\n"
                        + "Services=[{ Name=\"a\" Peer=\"b\" }]")
                .hint())
        .isEqualTo("\"Peer\" belongs into Services[].Consumers[]");
  }

  @Test
  void pointsAtTheSourceAsWrittenThoughConsulSortsThem() {
    Diagnostic fault =
        fault(
            """
            Kind = "service-intentions"
            Name = "w"
            Sources = [
              { Name = "*" Action = "dney" },
              { Name = "a" Action = "allow" },
            ]
            """);
    assertThat(fault.range().orElseThrow().startLine()).isEqualTo(4);
    assertThat(fault.message()).startsWith("Sources[1].Action must be set");
    assertThat(fault.keyPath()).isEqualTo("Sources[0].Action");
  }

  @Test
  void readsCustomResourcesAndLeavesOthersAlone() {
    EntryDocuments documents =
        EntryDocuments.read(
            new SourceText(
                "a.yaml",
                """
                apiVersion: consul.hashicorp.com/v1alpha1
                kind: ServiceIntentions
                metadata: {name: any, namespace: k8s, labels: {a: b}}
                spec:
                  destination: {name: api}
                  sources: [{name: web, peer: east, action: allow}]
                ---
                apiVersion: consul.hashicorp.com/v1alpha1
                kind: ServiceDefaults
                metadata: {name: api}
                spec: {protocol: http, externalSNI: x, upstreamConfig: {defaults: {connectTimeoutMs: 5}}}
                ---
                apiVersion: v1
                kind: Service
                ---
                apiVersion: consul.hashicorp.com/v1alpha1
                kind: PeeringAcceptor
                metadata: {name: east}
                spec: {peer: {secret: {name: east-token, key: data, backend: kubernetes}}}
                """),
            COMMUNITY);
    assertThat(documents.verdicts())
        .extracting(v -> ((Verdict.Accepted) v.verdict()).entry().key().path())
        .containsExactly("service-intentions/api", "service-defaults/api");
    assertThat(documents.notes()).extracting(Diagnostic::code).containsExactly("TR0211");
    assertThat(documents.peerings())
        .extracting(
            PeeringSide::role, PeeringSide::peerName, PeeringSide::secretName, PeeringSide::key)
        .containsExactly(tuple(PeeringSide.Role.ACCEPTOR, "east", "east-token", "data"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ServiceDefaults | {mode: transparent} | spec.mode",
        "ServiceDefaults | {protocol: udp} | spec.protocol",
        "ServiceDefaults | {meshGateway: {mode: x}} | spec.meshGateway.mode",
        "ExportedServices | {services: []} | spec.services",
        "ExportedServices | {services: [{name: a, consumers: [{}]}]} |"
            + " spec.services[0].consumers[0]",
      })
  void refusesWhatConsulK8sRefuses(String kind, String spec, String path) {
    String name = kind.equals("ExportedServices") ? "default" : "a";
    List<Verdict> verdicts =
        file(
            "a.yaml",
            "apiVersion: consul.hashicorp.com/v1alpha1\nkind: "
                + kind
                + "\nmetadata: {name: "
                + name
                + "}\nspec: "
                + spec
                + "\n",
            COMMUNITY);
    assertThat(verdicts)
        .singleElement()
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> {
              assertThat(refused.diagnostics().getFirst().keyPath()).isEqualTo(path);
              assertThat(refused.diagnostics().getFirst().range().orElseThrow().startLine())
                  .isEqualTo(4);
            });
  }

  @Test
  void pointsAtTheNameOfAnEntryAsAWhole() {
    assertThat(place("a.hcl", "# a comment\nKind = \"mesh\"\n")).isEqualTo("a.hcl:2:8");
    assertThat(place("a.hcl", "# web\nKind = \"service-defaults\"\nName = \"web\"\n"))
        .isEqualTo("a.hcl:3:8");
    assertThat(
            place(
                "a.yaml",
                "# web\nkind: ServiceDefaults\napiVersion: consul.hashicorp.com/v1alpha1\n"
                    + "metadata:\n  name: web\n"))
        .isEqualTo("a.yaml:5:9");
  }

  private static String place(String file, String text) {
    return EntryDocuments.read(new SourceText(file, text), ServerProfile.DEFAULT)
        .verdicts()
        .getFirst()
        .range()
        .position();
  }

  @Test
  void refusesHiddenFieldsInFiles() {
    assertThat(fault("Kind = \"proxy-defaults\"\nName = \"global\"\nProtocol = \"http\"").code())
        .isEqualTo("TR0204");
  }

  @Test
  void refusesOtherKindsByName() {
    assertThat(fault("Kind = \"file-system-certificate\"\nName = \"a\"").message())
        .isEqualTo("the kind \"file-system-certificate\" is known only since Consul 1.19.0");
    assertThat(fault("Kind = \"control-plane-request-limit\"\nName = \"a\"").code())
        .isEqualTo("TR0208");
    assertThat(fault("Kind = \"service-intention\"\nName = \"a\"").hint())
        .isEqualTo("did you mean \"service-intentions\"?");
  }

  @Test
  void notesFilesThatDeclareNothing() {
    EntryDocuments documents =
        EntryDocuments.read(new SourceText("a.hcl", "# nothing\n"), COMMUNITY);
    assertThat(documents.verdicts()).isEmpty();
    assertThat(documents.notes()).extracting(Diagnostic::code).containsExactly("TR0213");
  }
}
