package dev.treaty.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.agent.http.LiveAgent;
import dev.treaty.agent.http.LiveAgent.Got;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.model.entry.ConsulVersion;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.entry.ServerProfile.Edition;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFeatureTest {

  private static final String WEB = "/v1/config/service-defaults/web";

  private final LiveAgent agent = LiveAgent.embedded();

  @AfterEach
  void close() {
    agent.close();
  }

  private Got write(String json) {
    return agent.put("/v1/config", json);
  }

  private static String defaults(String protocol) {
    return "{\"Kind\":\"service-defaults\",\"Name\":\"web\",\"Protocol\":\"" + protocol + "\"}";
  }

  private long modifyIndex() {
    Matcher found = Pattern.compile("\"ModifyIndex\":(\\d+)").matcher(agent.get(WEB).body());
    assertThat(found.find()).isTrue();
    return Long.parseLong(found.group(1));
  }

  @Test
  void writesOnlyOverTheIndexThatWasExpected() {
    assertThat(agent.put("/v1/config?cas=0", defaults("http")).body()).isEqualTo("true");
    assertThat(agent.put("/v1/config?cas=0", defaults("grpc")).body()).isEqualTo("false");
    assertThat(agent.put("/v1/config?cas=" + (modifyIndex() + 1), defaults("grpc")).body())
        .isEqualTo("false");
    assertThat(agent.put("/v1/config?cas=" + modifyIndex(), defaults("grpc")).body())
        .isEqualTo("true");
    assertThat(agent.put("/v1/config?cas=x", defaults("tcp")).status()).isEqualTo(500);
    assertThat(agent.get(WEB).body()).contains("grpc");
  }

  @Test
  void deletesOnlyTheIndexThatWasExpected() {
    write(defaults("http"));
    assertThat(agent.delete(WEB + "?cas=0").body()).isEqualTo("false");
    assertThat(agent.delete(WEB + "?cas=" + modifyIndex()).body()).isEqualTo("true");
    assertThat(agent.delete(WEB + "?cas=77").body()).isEqualTo("true");
    assertThat(agent.delete(WEB).body()).isEqualTo("{}");
    assertThat(agent.get(WEB).body())
        .isEqualTo("Config entry not found for \"service-defaults\" / \"web\"");
  }

  @Test
  void anEqualEntryIsNotWrittenAgain() {
    write(defaults("http"));
    long index = modifyIndex();
    assertThat(write(defaults("HTTP")).body()).isEqualTo("true");
    assertThat(modifyIndex()).isEqualTo(index);
  }

  @Test
  void namesIgnoreCase() {
    write(defaults("http"));
    assertThat(agent.get("/v1/config/service-defaults/WEB").status()).isEqualTo(200);
  }

  @Test
  void tellsDecodingFromValidation() {
    assertThat(write("{\"Kind\":\"service-defaults\",\"Name\":\"web\",\"Nope\":1}").status())
        .isEqualTo(400);
    assertThat(write("{\"Kind\":\"service-defaults\",\"Name\":\"*\"}").status()).isEqualTo(500);
    assertThat(write("{\"Kind\":\"nope\",\"Name\":\"x\"}").body())
        .isEqualTo("Request decoding failed: invalid config entry kind: nope");
    assertThat(agent.get("/v1/config/nope").status()).isEqualTo(500);
    assertThat(agent.delete("/v1/config/nope/x").status()).isEqualTo(400);
  }

  @Test
  void keepsPartitionsAndNamespacesApart() {
    write(defaults("http"));
    assertThat(agent.put("/v1/config?partition=p1", defaults("grpc")).body()).isEqualTo("true");
    assertThat(agent.get(WEB).body()).contains("\"http\"").doesNotContain("Partition");
    assertThat(agent.get(WEB + "?partition=p1").body())
        .contains("\"grpc\"")
        .contains("\"Partition\":\"p1\"");
    agent.delete(WEB + "?partition=p1");
    assertThat(agent.get(WEB).status()).isEqualTo(200);
  }

  @Test
  void permissionsNeedADestinationThatSpeaksHttp() {
    String intention =
        """
        {"Kind":"service-intentions","Name":"web","Sources":[{"Name":"a","Permissions":[
          {"Action":"allow","HTTP":{"PathPrefix":"/"}}]}]}\
        """;
    String refusal =
        "service \"web\" has protocol \"tcp\", which is incompatible with L7 intentions"
            + " permissions";
    assertThat(write(intention).body()).isEqualTo(refusal);
    write(defaults("http"));
    assertThat(write(intention).body()).isEqualTo("true");
    assertThat(write(defaults("tcp")).body()).isEqualTo(refusal);
    assertThat(agent.delete(WEB).body()).isEqualTo(refusal);
    assertThat(agent.get(WEB).body()).contains("\"http\"");
    write("{\"Kind\":\"proxy-defaults\",\"Name\":\"global\",\"Config\":{\"protocol\":\"http2\"}}");
    assertThat(agent.delete(WEB).body()).isEqualTo("{}");
    assertThat(agent.delete("/v1/config/proxy-defaults/global").body()).isEqualTo(refusal);
  }

  @Test
  void permissiveTlsNeedsTheMeshsPermission() {
    assertThat(
            write(
                    "{\"Kind\":\"service-defaults\",\"Name\":\"web\","
                        + "\"MutualTLSMode\":\"permissive\"}")
                .body())
        .startsWith("cannot set MutualTLSMode=permissive");
    assertThat(agent.get(WEB).status()).isEqualTo(404);
  }

  @Test
  void communityEditionRefusesTenancies() {
    AgentSettings settings =
        AgentSettings.embedded("n", "dc1")
            .withProfile(new ServerProfile(ConsulVersion.of("1.16.4"), Edition.COMMUNITY));
    try (LiveAgent community = new LiveAgent(settings)) {
      assertThat(community.get("/v1/config/service-defaults?ns=default").body())
          .isEqualTo(
              "Invalid query parameter: \"ns\" - Namespaces are a Consul Enterprise feature");
      assertThat(community.get("/v1/config/service-defaults", "X-Consul-Partition", "a").body())
          .isEqualTo(
              "Invalid header: \"X-Consul-Partition\" - Partitions are a Consul Enterprise"
                  + " feature");
    }
  }

  @Test
  void entriesSurviveARestart(@TempDir Path folder) {
    AgentSettings settings = AgentSettings.embedded("n", "dc1").withDataDir(folder);
    String body =
        "{\"Kind\":\"proxy-defaults\",\"Config\":{\"a\":1.5,\"b\":[\"x\",\"y\"],\"#\":null}}";
    String before;
    try (LiveAgent durable = new LiveAgent(settings)) {
      assertThat(durable.put("/v1/config", body).body()).isEqualTo("true");
      before = durable.get("/v1/config/proxy-defaults/global").body();
    }
    try (LiveAgent again = new LiveAgent(settings)) {
      assertThat(again.get("/v1/config/proxy-defaults/global").body()).isEqualTo(before);
    }
  }
}
