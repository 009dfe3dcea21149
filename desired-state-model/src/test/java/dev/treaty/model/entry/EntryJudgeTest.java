package dev.treaty.model.entry;

import static dev.treaty.model.entry.Judging.COMMUNITY;
import static dev.treaty.model.entry.Judging.SUPERSET;
import static dev.treaty.model.entry.Judging.body;
import static dev.treaty.model.entry.Judging.refused;
import static dev.treaty.model.entry.Judging.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.value.ValueJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts and bodies as a running Consul 1.16.4 answered them. */
class EntryJudgeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"Kind":"exported-services","Name":"x"}                        | exported-services Name must be "default"
          {"Kind":"exported-services","Name":"default","Services":[{}]}  | Services[0]: service name cannot be empty
          {"Kind":"exported-services","Name":"default","Services":[{"Name":"a"}]}  | Services[0]: must have at least one consumer
          {"Kind":"exported-services","Name":"default","Services":[{"Name":"a","Consumers":[{"Peer":"*"}]}]}  | Services[0].Consumers[0]: exporting to all peers (wildcard) is not supported
          {"Kind":"exported-services","Name":"default","Services":[{"Name":"a","Consumers":[{"Peer":"p","SamenessGroup":"q"}]}]}  | Services[0].Consumers[0]: sameness-groups are an enterprise-only feature
          {"Kind":"service-intentions","Name":"w"}                       | At least one source is required
          {"Kind":"service-intentions","Name":"w*","Sources":[]}         | Name: wildcard character '*' cannot be used with partial values
          {"Kind":"service-intentions","Name":"w","Sources":[{}]}        | Sources[0].Name is required
          {"Kind":"service-intentions","Name":"w","Sources":[{"Name":"a"}]}  | Sources[0].Action must be set to 'allow' or 'deny'
          {"Kind":"service-intentions","Name":"w","Sources":[{"Name":"a","Peer":"*"}]}  | Sources[0].Peer: cannot use wildcard '*' in peer
          {"Kind":"service-intentions","Name":"w","Sources":[{"Name":"a","Action":"allow"},{"Name":"a","Action":"deny"}]}  | Sources[1] defines "a" more than once
          {"Kind":"service-intentions","Name":"w","Sources":[{"Name":"a","Peer":"p","Action":"allow"},{"Name":"a","Peer":"p","Action":"deny"}]}  | Sources[1] defines peer("p") "a" more than once
          {"Kind":"service-intentions","Name":"*","Sources":[{"Name":"a","Permissions":[{"Action":"allow","HTTP":{"PathExact":"/"}}]}]}  | Sources[0].Permissions cannot be specified on intentions with wildcarded destinations
          {"Kind":"service-intentions","Name":"w","Sources":[{"Name":"a","Permissions":[{"Action":"allow","HTTP":{"PathExact":"x"}}]}]}  | Sources[0].Permissions[0].HTTP.PathExact doesn't start with '/': "x"
          {"Kind":"service-intentions","Name":"w","Sources":[{"Name":"a","Permissions":[{"Action":"allow","HTTP":{}}]}]}  | Sources[0].Permissions[0].HTTP should not be empty
          {"Kind":"service-defaults","Name":"*"}                         | service-defaults name must be the name of a service, and not a wildcard
          {"Kind":"service-defaults","Name":"a","MutualTLSMode":"x"}     | Invalid MutualTLSMode "x". Must be one of "", "strict", or "permissive".
          {"Kind":"proxy-defaults","Name":"x"}                           | invalid name ("x"), only "global" is supported
          {"Kind":"proxy-defaults","AccessLogs":{"Type":"file"}}         | path must be specified when using file type access logs
          {"Kind":"proxy-defaults","AccessLogs":{"JSONFormat":"x"}}      | invalid access log json for JSON format: invalid character 'x' looking for beginning of value
          {"Kind":"proxy-defaults","PrioritizeByLocality":{"Mode":"x"}}  | `Prioritize-by-locality requires Consul Enterprise `
          """)
  void refusesInConsulsWords(String json, String text) {
    Verdict.Refused refused = refused(json, COMMUNITY);

    assertThat(refused.stage().isDecoding()).isFalse();
    assertThat(refused.consulText()).isEqualTo(text);
    assertThat(refused.diagnostics()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"Name":"a"}                                       | Payload does not contain a kind/Kind key at the top level
          {"KIND":"service-defaults"}                        | Payload does not contain a kind/Kind key at the top level
          {"Kind":5}                                         | Kind value in payload is not a string
          {"Kind":"nope"}                                    | invalid config entry kind: nope
          []                                                 | '' expected a map, got 'slice'
          null                                               | Payload does not contain a kind/Kind key at the top level
          {                                                  | unexpected EOF
          {"Kind":"rate-limit"}                              | invalid config entry kind: rate-limit
          """)
  void refusesWhatIsNoEntry(String json, String text) {
    assertThat(refused(json, COMMUNITY).consulText()).isEqualTo(text);
  }

  @Test
  void joinsSeveralErrorsAsConsulDoes() {
    assertThat(
            refused(
                    """
                    {"Kind":"service-defaults","Name":"a","BalanceInboundConnections":"x",
                     "UpstreamConfig":{"Overrides":[{"Name":"b","Limits":{"MaxConnections":-1}}]}}
                    """,
                    COMMUNITY)
                .consulText())
        .isEqualTo(
            "2 errors occurred:\n\t* invalid value for balance_inbound_connections: x\n"
                + "\t* error in upstream override for b:: 1 error occurred:\n"
                + "\t* max connections cannot be negative\n\n\n\n");
    assertThat(
            refused(
                    "{\"Kind\":\"service-intentions\",\"Name\":\"w\",\"Sources\":[{\"Nmae\":1}],\"Namespace\":\"x\"}",
                    COMMUNITY)
                .consulText())
        .contains("\t* invalid config key \"Sources[0].Nmae\"\n")
        .contains(
            "\t* invalid config key \"Namespace\", namespaces are a consul enterprise feature\n");
  }

  @Test
  void saysTypeErrorsInConsulsWords() {
    assertThat(
            refused(
                    """
                    {"Kind":"service-defaults","Name":"a","MaxInboundConnections":"x","MeshGateway":"local",
                     "UpstreamConfig":{"Defaults":{"PassiveHealthCheck":{"Interval":"10"}}}}
                    """,
                    COMMUNITY)
                .consulText())
        .isEqualTo(
            "3 error(s) decoding:\n\n"
                + "* 'MeshGateway' expected a map, got 'string'\n"
                + "* cannot parse 'MaxInboundConnections' as int: strconv.ParseInt: parsing \"x\":"
                + " invalid syntax\n"
                + "* error decoding 'UpstreamConfig.Defaults.PassiveHealthCheck.Interval': time:"
                + " missing unit in duration \"10\"");
  }

  @Test
  void storesWithConsulsOrderOmissionsAndZeroes() {
    assertThat(body("{\"Kind\":\"proxy-defaults\"}", COMMUNITY))
        .isEqualTo(
            "{\"Kind\":\"proxy-defaults\",\"Name\":\"global\",\"Config\":null,\"TransparentProxy\":{},"
                + "\"MeshGateway\":{},\"Expose\":{},\"AccessLogs\":{}}");
    assertThat(
            body(
                """
                {"kind":"service-defaults","name":"a","PROTOCOL":"HTTP","max_inbound_connections":"7",
                 "upstream_config":[{"overrides":{"name":"b","connect_timeout_ms":-1,
                   "passive_health_check":{"interval":"1m","enforcing_consecutive_5xx":0},"Limits":{"MaxConnections":0}}}],
                 "Meta":{"b":true,"a":1.50}}
                """,
                COMMUNITY))
        .isEqualTo(
            "{\"Kind\":\"service-defaults\",\"Name\":\"a\",\"Protocol\":\"http\",\"TransparentProxy\":{},"
                + "\"MeshGateway\":{},\"Expose\":{},\"UpstreamConfig\":{\"Overrides\":[{\"Name\":\"b\",\"Peer\":\"\","
                + "\"Limits\":{\"MaxConnections\":0},\"PassiveHealthCheck\":{\"Interval\":60000000000,"
                + "\"EnforcingConsecutive5xx\":0},\"MeshGateway\":{}}]},\"MaxInboundConnections\":7,"
                + "\"Meta\":{\"a\":\"1.5\",\"b\":\"1\"}}");
  }

  @Test
  void sortsSourcesByPrecedenceAndKeepsTheirOrderOtherwise() {
    assertThat(
            body(
                """
                {"Kind":"service-intentions","Name":"w","Sources":[{"Name":"*","Action":"deny"},
                 {"Name":"b","Action":"allow","Peer":"p","Precedence":1},{"Name":"a","Action":"allow","LegacyID":"x"}]}
                """,
                COMMUNITY))
        .isEqualTo(
            "{\"Kind\":\"service-intentions\",\"Name\":\"w\",\"Sources\":["
                + "{\"Name\":\"b\",\"Action\":\"allow\",\"Precedence\":9,\"Type\":\"consul\",\"Peer\":\"p\"},"
                + "{\"Name\":\"a\",\"Action\":\"allow\",\"Precedence\":9,\"Type\":\"consul\"},"
                + "{\"Name\":\"*\",\"Action\":\"deny\",\"Precedence\":8,\"Type\":\"consul\"}]}");
  }

  @Test
  void collapsesOpaqueListsAsConsulDoes() {
    assertThat(
            ValueJson.write(
                stored(
                        """
                        {"Kind":"proxy-defaults","Config":{"a":["x"],"b":{"c":["d"]},"e":[["f"]],
                         "g":[{"h":["i"],"m":{"n":["o"]}}],"n":null,"l":[],"z":12345678901234567890}}
                        """,
                        COMMUNITY)
                    .body()
                    .fields("Config")))
        .isEqualTo(
            "{\"a\":\"x\",\"b\":{\"c\":[\"d\"]},\"e\":[\"f\"],"
                + "\"g\":{\"h\":\"i\",\"m\":{\"n\":\"o\"}},\"l\":[],\"n\":null,"
                + "\"z\":12345678901234567000}");
  }

  @Test
  void refusesNamesThatNobodyCouldReadAgain() {
    for (String name : new String[] {"a\\u0001b", "..", "a/../b", "\\u007f"}) {
      assertThat(
              refused("{\"Kind\":\"service-defaults\",\"Name\":\"" + name + "\"}", COMMUNITY)
                  .consulText())
          .contains("invalid name ");
    }
    assertThat(body("{\"Kind\":\"service-defaults\",\"Name\":\"ü.x/y\"}", COMMUNITY))
        .contains("ü.x/y");
  }

  @Test
  void acceptsTrailingBytesAfterARequestBody() {
    assertThat(body("{\"Kind\":\"exported-services\",\"Name\":\"default\"} trailing", COMMUNITY))
        .isEqualTo("{\"Kind\":\"exported-services\",\"Name\":\"default\"}");
  }

  @Test
  void refusesNullsInLists() {
    assertThat(
            refused("{\"Kind\":\"proxy-defaults\",\"Config\":{\"a\":[1,null]}}", COMMUNITY).stage())
        .isEqualTo(Verdict.Stage.DECODE);
    assertThat(
            refused(
                    "{\"Kind\":\"service-intentions\",\"Name\":\"w\",\"Sources\":[null]}",
                    COMMUNITY)
                .diagnostics()
                .getFirst()
                .code())
        .isEqualTo("TR0206");
  }

  @Test
  void neverShowsTheDefaultPartitionAndNamespaceInTheSuperset() {
    String intentions =
        """
        {"Kind":"service-intentions","Name":"api","Partition":"default","Namespace":"default",
         "Sources":[{"Name":"web","Peer":"cluster-01","Action":"allow","Namespace":"default"}]}
        """;
    assertThat(body(intentions, SUPERSET))
        .isEqualTo(
            "{\"Kind\":\"service-intentions\",\"Name\":\"api\",\"Sources\":[{\"Name\":\"web\",\"Action\":\"allow\","
                + "\"Precedence\":9,\"Type\":\"consul\",\"Peer\":\"cluster-01\"}]}");
    assertThat(refused(intentions, COMMUNITY).consulText()).contains("enterprise feature");
  }

  @Test
  void showsOtherPartitionsAndNamespacesInTheSuperset() {
    Entry entry =
        stored(
            """
            {"Kind":"service-intentions","Name":"api","Partition":"p","Namespace":"n",
             "Sources":[{"Name":"web","Action":"allow"},{"Name":"*","Namespace":"*","Action":"deny"}]}
            """,
            SUPERSET);
    assertThat(entry.key())
        .isEqualTo(new EntryKey("service-intentions", new Tenancy("p", "n"), "api"));
    assertThat(entry.body().maps("Sources"))
        .extracting(source -> source.text("Partition") + "/" + source.text("Namespace"))
        .containsExactly("p/n", "p/*");
    assertThat(entry.body().maps("Sources").getLast().get("Precedence").orElseThrow())
        .hasToString("Whole[number=7]");
  }

  @Test
  void namesAnExportAfterItsPartitionInTheSuperset() {
    assertThat(stored("{\"Kind\":\"exported-services\",\"Name\":\"p\"}", SUPERSET).key().tenancy())
        .isEqualTo(new Tenancy("p", "default"));
    assertThat(
            refused(
                    "{\"Kind\":\"exported-services\",\"Name\":\"default\",\"Partition\":\"p\"}",
                    SUPERSET)
                .stage())
        .isEqualTo(Verdict.Stage.VALIDATE);
  }

  @Test
  void knowsFieldsOnlySinceTheirRelease() {
    String json = "{\"Kind\":\"service-defaults\",\"Name\":\"a\",\"MutualTLSMode\":\"strict\"}";
    ServerProfile old =
        new ServerProfile(ConsulVersion.of("1.15.3"), ServerProfile.Edition.COMMUNITY);
    Verdict.Refused refused = refused(json, old);
    assertThat(refused.consulText())
        .isEqualTo("1 error occurred:\n\t* invalid config key \"MutualTLSMode\"\n\n");
    assertThat(refused.diagnostics().getFirst().message()).contains("since Consul 1.16.0");
  }
}
