package dev.treaty.model.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.peering.PeeringDeclaration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeeringPairsTest {

  private static final String THREE =
      """
      project = "mesh"
      cluster "c1" {}
      cluster "c2" {}
      cluster "c3" {}
      """;

  private final Repository repository = Repository.of(THREE);

  private PeeringPairsTest acceptor(String cluster, String name, String secret) {
    return resource("PeeringAcceptor", cluster, name, secret);
  }

  private PeeringPairsTest dialer(String cluster, String name, String secret) {
    return resource("PeeringDialer", cluster, name, secret);
  }

  private PeeringPairsTest resource(String kind, String cluster, String name, String secret) {
    repository.with(
        "clusters/" + cluster + "/" + kind + "-" + name + ".yaml",
        """
        apiVersion: consul.hashicorp.com/v1alpha1
        kind: %s
        metadata:
          name: %s
        spec: {peer: {secret: {name: %s, key: data, backend: kubernetes}}}
        """
            .formatted(kind, name, secret));
    return this;
  }

  private List<String> peerings() {
    return repository.desired().peerings().stream().map(PeeringPairsTest::shown).toList();
  }

  private static String shown(PeeringDeclaration peering) {
    return peering.first()
        + " calls "
        + peering.second()
        + " "
        + peering.nameOnFirst()
        + ", is called "
        + peering.nameOnSecond();
  }

  private List<String> faults() {
    return Repository.shown(repository.load().diagnostics());
  }

  @Test
  void anAcceptorAndADialerOfOneSecretAreAPeering() {
    acceptor("c1", "east", "token").dialer("c2", "west", "token");

    assertThat(peerings()).containsExactly("c1 calls c2 east, is called west");
    PeeringDeclaration peering = repository.desired().peerings().getFirst();
    assertThat(peering.address()).isEqualTo("peering/c1/c2");
    assertThat(peering.range().position()).isEqualTo("clusters/c1/PeeringAcceptor-east.yaml:4:9");
  }

  @Test
  void namesDecideWhereSeveralShareASecret() {
    acceptor("c1", "c2", "token").acceptor("c1", "c3", "token").acceptor("c3", "c2", "token");
    dialer("c2", "c1", "token").dialer("c3", "c1", "token").dialer("c2", "c3", "token");

    assertThat(peerings())
        .containsExactly(
            "c1 calls c2 c2, is called c1",
            "c1 calls c3 c3, is called c1",
            "c3 calls c2 c2, is called c3");
  }

  @Test
  void namesDecideWhereTheSecretWasRenamed() {
    acceptor("c1", "c2", "made-here").dialer("c2", "c1", "copied");

    assertThat(peerings()).containsExactly("c1 calls c2 c2, is called c1");
  }

  @Test
  void theTwoSidesStandWithTwoClusters() {
    acceptor("c1", "east", "token").dialer("c1", "west", "token");

    assertThat(repository.load().desired()).isEmpty();
    assertThat(faults())
        .containsExactly(
            "TR0317 clusters/c1/PeeringAcceptor-east.yaml:4:9 no PeeringDialer in another"
                + " cluster's folder belongs to this PeeringAcceptor of c1 (add the other side"
                + " with the secret \"token\", or declare the peering in treaty.hcl)",
            "TR0317 clusters/c1/PeeringDialer-west.yaml:4:9 no PeeringAcceptor in another"
                + " cluster's folder belongs to this PeeringDialer of c1 (add the other side with"
                + " the secret \"token\", or declare the peering in treaty.hcl)");
  }

  @Test
  void aSecretThatIsMisspeltIsShown() {
    acceptor("c1", "east", "east-token").dialer("c2", "west", "east-tokne");

    assertThat(faults().getFirst())
        .endsWith("(its secret is \"east-token\"; did you mean \"east-tokne\"?)");
  }

  @Test
  void aSideThatIsNamedAfterTheOthersClusterIsShown() {
    acceptor("c1", "c2", "a").dialer("c2", "west", "b");

    assertThat(faults().getFirst())
        .endsWith(
            "(the PeeringDialer \"west\" at clusters/c2/PeeringDialer-west.yaml:4:9 has the secret"
                + " \"b\", this one \"a\")");
  }

  @Test
  void nothingIsGuessedWhereSeveralFit() {
    acceptor("c1", "east", "token").dialer("c2", "a", "token").dialer("c3", "b", "token");

    assertThat(repository.load().desired()).isEmpty();
    assertThat(faults().getFirst())
        .contains(
            "it is not clear what this PeeringAcceptor of c1 belongs to: its secret stands at"
                + " clusters/c2/PeeringDialer-a.yaml:4:9, clusters/c3/PeeringDialer-b.yaml:4:9");
  }

  @Test
  void aSecondDeclarationIsAnErrorThatNamesBoth() {
    repository.with("treaty.hcl", THREE + "peering \"c2\" \"c1\" {}\n");
    acceptor("c1", "east", "token").dialer("c2", "west", "token");

    assertThat(faults())
        .containsExactly(
            "TR0307 clusters/c1/PeeringAcceptor-east.yaml:4:9 this peering is declared already at"
                + " treaty.hcl:5:14");
  }

  @Test
  void aPeersNameIsTakenOnce() {
    repository.with(
        "treaty.hcl", THREE + "peering \"c1\" \"c3\" { names = { \"c3\" = \"east\" } }\n");
    acceptor("c1", "east", "token").dialer("c2", "west", "token");

    assertThat(faults())
        .singleElement()
        .asString()
        .contains("on c1 the peer \"east\" is already that of the peering at treaty.hcl:5:14");
  }

  @Test
  void entriesMayNameThePeer() {
    acceptor("c1", "east", "token").dialer("c2", "west", "token");
    repository.with(
        "clusters/c1/web.hcl",
        """
        Kind = "service-intentions"
        Name = "web"
        Sources = [{ Name = "api", Peer = "eas", Action = "allow" }]
        """);

    assertThat(faults()).singleElement().asString().contains("did you mean \"east\"?");
  }
}
