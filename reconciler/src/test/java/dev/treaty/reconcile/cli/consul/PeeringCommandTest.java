package dev.treaty.reconcile.cli.consul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.reconcile.cli.consul.ScriptedAgent.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeeringCommandTest {

  private ScriptedAgent agent;

  @BeforeEach
  void start() throws IOException {
    agent = new ScriptedAgent();
  }

  @AfterEach
  void stop() {
    agent.close();
  }

  @Test
  void printsTheBareTokenInEitherSpelling() {
    agent.on("POST /v1/peering/token", "{\"PeeringToken\":\"abc=\"}");

    assertThat(peering("generate-token", "--peer=cluster-02")).isEqualTo(new Run(0, "abc=\n", ""));
    assertThat(peering("generate-token", "--name=cluster-02", "--format=json"))
        .isEqualTo(new Run(0, "{\"PeeringToken\":\"abc=\"}\n", ""));
    assertThat(agent.requests)
        .allMatch(r -> r.equals("POST /v1/peering/token {\"PeerName\":\"cluster-02\"}"));
  }

  @Test
  void sendsMetaAddressesAndPartition() {
    agent.on("POST /v1/peering/token?partition=p", "{\"PeeringToken\":\"abc=\"}");

    assertThat(
            peering(
                    "generate-token",
                    "--name=b",
                    "--meta=k=v=w",
                    "--server-external-addresses=a:1,b:2",
                    "--partition=p")
                .code())
        .isZero();
    assertThat(agent.requests.get(0))
        .contains("\"Meta\":{\"k\":\"v=w\"}")
        .contains("\"ServerExternalAddresses\":[\"a:1\",\"b:2\"]")
        .contains("\"Partition\":\"p\"");
  }

  @Test
  void printsTheSignedTokenAloneWhenAsked() {
    String envelope = "{\"PeerID\":\"x\",\"EstablishmentSecret\":\"aGVhZA.Ym9keQ.c2ln\"}";
    String token = Base64.getEncoder().encodeToString(envelope.getBytes(StandardCharsets.UTF_8));
    agent.on("POST /v1/peering/token", "{\"PeeringToken\":\"" + token + "\"}");

    assertThat(peering("generate-token", "--name=b", "--format=jwt"))
        .isEqualTo(new Run(0, "aGVhZA.Ym9keQ.c2ln\n", ""));
  }

  @Test
  void initiatePrintsNothing() {
    agent.on("POST /v1/peering/establish", "{}");

    assertThat(peering("initiate", "--peer=cluster-01", "--token=T=="))
        .isEqualTo(new Run(0, "", ""));
    assertThat(agent.requests)
        .containsExactly(
            "POST /v1/peering/establish {\"PeerName\":\"cluster-01\",\"PeeringToken\":\"T==\"}");
    assertThat(agent.tokens).containsExactly("");
  }

  @Test
  void establishTakesTheAclTokenBesideThePeeringToken() {
    agent.on("POST /v1/peering/establish", "{}");

    assertThat(peering("establish", "--name=a", "--peering-token=T", "--token=acl"))
        .isEqualTo(new Run(0, "Successfully established peering connection with a\n", ""));
    assertThat(agent.tokens).containsExactly("acl");
    assertThat(agent.requests.get(0)).contains("\"PeeringToken\":\"T\"").doesNotContain("acl");
  }

  @Test
  void namesTheFlagThatIsMissing() {
    assertThat(peering("generate-token"))
        .isEqualTo(new Run(1, "", "Missing the required -name flag\n"));
    assertThat(peering("initiate", "--peer=a"))
        .isEqualTo(new Run(1, "", "Missing the required -peering-token flag\n"));
    assertThat(peering("list", "--format=x"))
        .isEqualTo(new Run(1, "", "Invalid format, valid formats are {json|pretty}\n"));
    assertThat(agent.requests).isEmpty();
  }

  @Test
  void passesOnTheServersRefusal() {
    agent.on("POST /v1/peering/establish", 403, "a new peering token must be generated\n");

    assertThat(peering("initiate", "--peer=a", "--token=T"))
        .isEqualTo(
            new Run(
                1,
                "",
                "Error establishing peering for a: Unexpected response code: 403 (a new peering"
                    + " token must be generated)\n"));
  }

  @Test
  void listsPeeringsSortedInColumns() {
    agent.on(
        "GET /v1/peerings",
        """
        [{"Name":"west","State":"ACTIVE","StreamStatus":{"ImportedServices":["a"],
          "ExportedServices":null}},
         {"Name":"b","State":"PENDING","Meta":{"k":"v","a":"b"},"StreamStatus":{}}]
        """);

    assertThat(peering("list").out())
        .isEqualTo(
            """
            Name  State    Imported Svcs  Exported Svcs  Meta
            b     PENDING  0              0              a=b,k=v
            west  ACTIVE   1              0              \n\
            """);
  }

  @Test
  void saysThatThereAreNone() {
    agent.on("GET /v1/peerings", "[]");

    assertThat(peering("list")).isEqualTo(new Run(0, "There are no peering connections.\n", ""));
  }

  @Test
  void readsOnePeeringWithConsulsSpacing() {
    agent.on(
        "GET /v1/peering/a",
        """
        {"ID":"i1","Name":"a","State":"ACTIVE","Meta":{"k":"v"},"PeerID":"i2",
         "PeerCAPems":["x"],"PeerServerName":"s","PeerServerAddresses":["127.0.0.1:1"],
         "StreamStatus":{"ImportedServices":["web"],"ExportedServices":[],"LastHeartbeat":null,
         "LastSend":"2026-11-24T20:33:04.110677200Z","LastReceive":"2026-11-24T20:33:04Z"},
         "CreateIndex":18,"ModifyIndex":21}
        """);

    assertThat(peering("read", "--name=a").out())
        .isEqualTo(
            """
            Name:         a
            ID:           i1
            State:        ACTIVE
            Meta:
                k=v

            Peer ID:               i2
            Peer Server Name:      s
            Peer CA Pems:          1
            Peer Server Addresses:
                127.0.0.1:1
            Imported Services: 1
            Exported Services: 0

            Last Heartbeat:    <nil>
            Last Send:         2026-11-24 20:33:04.1106772 +0000 UTC
            Last Receive:      2026-11-24 20:33:04 +0000 UTC

            Create Index: 18
            Modify Index: 21

            """);
  }

  @Test
  void anUnknownPeeringIsAnError() {
    agent.on("GET /v1/peering/a", 404, "");

    assertThat(peering("read", "--peer=a"))
        .isEqualTo(new Run(1, "", "No peering with name a found.\n"));
  }

  @Test
  void deleteDoesNotWait() {
    agent.on("DELETE /v1/peering/a", "");

    assertThat(peering("delete", "--peer=a"))
        .isEqualTo(new Run(0, "Successfully submitted peering connection, a, for deletion\n", ""));
  }

  @Test
  void refusesUnknownFlagsButNotStrayWords() {
    agent.on("GET /v1/peerings", "[]");

    assertThat(peering("list", "word").code()).isZero();
    assertThat(peering("list", "--zork=1").err())
        .startsWith("flag provided but not defined: -zork\n");
  }

  @Test
  void readsTheTokenFromAFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), " secret\n");
    agent.on("GET /v1/peerings", "[]");

    assertThat(peering("list", "--token-file=" + file).code()).isZero();
    assertThat(agent.tokens).containsExactly("secret");
  }

  @Test
  void saysThatTheAgentIsNotThere() {
    String address = agent.address();
    agent.close();

    assertThat(peering("list").err())
        .isEqualTo(
            "Error listing peerings: Get \"http://"
                + address
                + "/v1/peerings\": dial tcp "
                + address
                + ": connect: connection refused\n");
  }

  private Run peering(String... arguments) {
    return agent.run(new PeeringCommand(), arguments);
  }
}
