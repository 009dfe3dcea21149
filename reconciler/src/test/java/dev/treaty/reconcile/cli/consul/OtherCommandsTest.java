package dev.treaty.reconcile.cli.consul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.reconcile.cli.consul.ScriptedAgent.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherCommandsTest {

  @TempDir Path folder;
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
  void aDeniedCheckIsExitCodeOne() {
    String check = "GET /v1/connect/intentions/check?destination=db&source=web&source-type=consul";
    agent.on(check, "{\"Allowed\":true}");
    assertThat(intention("check", "web", "db")).isEqualTo(new Run(0, "Allowed\n", ""));

    agent.on(check, "{\"Allowed\":false}");
    assertThat(intention("check", "web", "db")).isEqualTo(new Run(1, "Denied\n", ""));

    assertThat(intention("check", "web").code()).isEqualTo(2);
    agent.on(check, 500, "no");
    assertThat(intention("check", "web", "db").code()).isEqualTo(2);
  }

  @Test
  void createsIntentionsThroughTheOlderApi() {
    agent.on("POST /v1/connect/intentions", "{\"ID\":\"x\"}");

    assertThat(intention("create", "--deny", "web", "db"))
        .isEqualTo(new Run(0, "Created: web => db (deny)\n", ""));
    assertThat(agent.requests.get(0))
        .isEqualTo(
            "POST /v1/connect/intentions {\"SourceName\":\"web\",\"DestinationName\":\"db\","
                + "\"SourceType\":\"consul\",\"Action\":\"deny\"}");
  }

  @Test
  void matchesInOrderOfEvaluation() {
    agent.on(
        "GET /v1/connect/intentions/match?by=destination&name=db",
        """
        {"db":[{"SourceNS":"default","SourceName":"a","DestinationName":"db",
          "Permissions":[{},{}]},
         {"SourceNS":"team","SourceName":"*","DestinationName":"db","Action":"deny"}]}
        """);

    assertThat(intention("match", "db").out())
        .isEqualTo("a => db (2 permissions)\nteam/* => db (deny)\n");
  }

  @Test
  void saysByExitCodeThatThereAreNoIntentions() {
    agent.on("GET /v1/connect/intentions", "[]");

    assertThat(intention("list")).isEqualTo(new Run(2, "", "There are no intentions.\n"));
  }

  @Test
  void readsAConfigEntryWithoutItsHash() {
    agent.on(
        "GET /v1/config/service-defaults/web",
        "{\"Kind\":\"service-defaults\",\"Name\":\"<web>\",\"Expose\":{},\"Hash\":1,\"L\":[1]}");

    assertThat(config("read", "--kind=service-defaults", "--name=web").out())
        .isEqualTo(
            """
            {
                "Kind": "service-defaults",
                "Name": "\\u003cweb\\u003e",
                "Expose": {},
                "L": [
                    1
                ]
            }
            """);
  }

  @Test
  void deletesWhatAFileNames() throws IOException {
    Path file = Files.writeString(folder.resolve("a.hcl"), "kind = \"mesh\"");
    agent.on("DELETE /v1/config/mesh/mesh", "{}");

    assertThat(config("delete", "--filename=" + file))
        .isEqualTo(new Run(0, "Config entry deleted: mesh/mesh\n", ""));
    assertThat(config("delete", "--filename=" + file, "--kind=x").err())
        .isEqualTo("filename can't be used with kind or name\n");
    assertThat(config("delete", "--kind=mesh", "--name=mesh", "--cas").err())
        .isEqualTo("Must specify a -modify-index greater than 0 with -cas\n");
  }

  @Test
  void saysThatAConditionalDeleteLost() {
    agent.on("DELETE /v1/config/mesh/mesh?cas=4", "false");

    assertThat(config("delete", "--kind=mesh", "--name=mesh", "--cas", "--modify-index=4"))
        .isEqualTo(new Run(1, "", "Config entry not deleted: mesh/mesh\n"));
  }

  @Test
  void exportsByCompareAndSet() {
    agent
        .on(
            "GET /v1/config/exported-services/default",
            """
            {"Kind":"exported-services","Name":"default","Services":[{"Name":"web",
              "Consumers":[{"Peer":"a"}]}],"Hash":5,"CreateIndex":3,"ModifyIndex":7}
            """)
        .on("PUT /v1/config?cas=7", "true");

    assertThat(services("export", "--name=web", "--consumer-peers=a,b"))
        .isEqualTo(
            new Run(0, "Successfully exported service \"web\" to cluster peers \"a,b\"\n", ""));
    assertThat(agent.requests.get(1))
        .contains("\"Consumers\":[{\"Peer\":\"a\"},{\"Peer\":\"b\"}]")
        .doesNotContain("Hash");
  }

  @Test
  void aFirstExportMustNotOverwriteAnyone() {
    agent
        .on("GET /v1/config/exported-services/default", 404, "none")
        .on("PUT /v1/config?cas=0", "false");

    assertThat(services("export", "--name=web", "--consumer-peers=a").code()).isEqualTo(1);
  }

  @Test
  void registersServicesFromConfigurationFiles() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("web.hcl"),
            """
            service {
              name = "web"
              id = "web-1"
              enable_tag_override = true
              meta { some_key = "v" }
              tagged_addresses { lan_ipv4 { address = "1.1.1.1" port = 80 } }
              check { id = "c" http = "http://127.0.0.1" tls_skip_verify = true interval = "10s" }
            }
            """);
    agent.on("PUT /v1/agent/service/register", "");

    assertThat(services("register", file.toString()))
        .isEqualTo(new Run(0, "Registered service: web\n", ""));
    assertThat(agent.requests.get(0))
        .isEqualTo(
            "PUT /v1/agent/service/register {\"Name\":\"web\",\"ID\":\"web-1\","
                + "\"EnableTagOverride\":true,\"Meta\":{\"some_key\":\"v\"},\"TaggedAddresses\":"
                + "{\"lan_ipv4\":{\"Address\":\"1.1.1.1\",\"Port\":80}},\"Check\":{\"CheckID\":"
                + "\"c\",\"HTTP\":\"http://127.0.0.1\",\"TLSSkipVerify\":true,\"Interval\":"
                + "\"10s\"}}");
  }

  @Test
  void listsServicesWithTheirTags() {
    agent.on("GET /v1/catalog/services", "{\"web\":[\"b\",\"a\"],\"api\":[]}");

    assertThat(agent.run(new CatalogCommand(), "services").out()).isEqualTo("api\nweb\n");
    assertThat(agent.run(new CatalogCommand(), "services", "--tags").out())
        .isEqualTo("api      \nweb      a,b\n");
  }

  @Test
  void listsNodesByShortId() {
    agent.on(
        "GET /v1/catalog/nodes",
        "[{\"Node\":\"n\",\"ID\":\"0123456789\",\"Address\":\"127.0.0.1\",\"Datacenter\":\"d\"}]");

    assertThat(agent.run(new CatalogCommand(), "nodes").out())
        .isEqualTo("Node  ID        Address    DC\nn     01234567  127.0.0.1  d\n");
  }

  @Test
  void listsMembersAsConsulDoes() {
    agent.on(
        "GET /v1/agent/members?segment=_all",
        """
        [{"Name":"n","Addr":"127.0.0.1","Port":8301,"Status":1,"ProtocolCur":2,
          "Tags":{"role":"consul","build":"1.16.4:abc","dc":"dc1"}}]
        """);

    assertThat(agent.run(new MembersCommand()).out())
        .isEqualTo(
            """
            Node  Address         Status  Type    Build   Protocol  DC   Partition  Segment
            n     127.0.0.1:8301  alive   server  1.16.4  2         dc1  default    <all>
            """);
    assertThat(agent.run(new MembersCommand(), "--status=left").code()).isEqualTo(2);
  }

  @Test
  void printsTheAgentsNumbersSorted() {
    agent.on("GET /v1/agent/self", "{\"Stats\":{\"b\":{\"y\":\"2\",\"x\":\"1\"},\"a\":{}}}");

    assertThat(agent.run(new InfoCommand()).out()).isEqualTo("a:\nb:\n\tx = 1\n\ty = 2\n");
  }

  private Run intention(String... arguments) {
    return agent.run(new IntentionCommand(), arguments);
  }

  private Run config(String... arguments) {
    return agent.run(new ConfigCommand(), arguments);
  }

  private Run services(String... arguments) {
    return agent.run(new ServicesCommand(), arguments);
  }
}
