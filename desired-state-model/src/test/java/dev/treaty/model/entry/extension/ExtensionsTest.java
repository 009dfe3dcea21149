package dev.treaty.model.entry.extension;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.entry.ConsulVersion;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words of real servers of Consul 1.16.4 and 2.1. */
class ExtensionsTest {

  private static final ServerProfile OLD = ServerProfile.DEFAULT;
  private static final ServerProfile NEW =
      new ServerProfile(ConsulVersion.of("2.1.0"), ServerProfile.Edition.COMMUNITY);

  private static String fault(String extension, ServerProfile server) {
    byte[] json = extension.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return Extensions.fault((Value.Fields) ValueJson.parse(json), server)
        .map(Extensions.Fault::text)
        .orElse("");
  }

  private static String patch(String resource, String path, String value) {
    return fault(
            "{'Name':'builtin/property-override','Arguments':{'Patches':[{'ResourceFilter':"
                + "{'ResourceType':'%s','TrafficDirection':'inbound'},'Op':'add','Path':'%s','Value':%s}]}}"
                    .formatted(resource, path, value),
            OLD)
        .replaceFirst("(?s).*invalid Patches\\[0]: ", "")
        .strip();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                       | : Name is required
          {'Name':'x'}                                             | [x]: name "x" is not a built-in extension
          {'Name':'x','EnvoyVersion':'a'}                          | .EnvoyVersion: Malformed constraint: a
          {'Name':'builtin/aws/lambda','ConsulVersion':'>= 1, ?'}  | .ConsulVersion: Malformed constraint:  ?
          {'Name':'builtin/otel-access-logging'}                   | [builtin/otel-access-logging]: name "builtin/otel-access-logging" is not a built-in extension
          """)
  void refusesWhatIsNoExtension(String extension, String expected) {
    assertThat(fault(extension, OLD)).isEqualTo(expected);
  }

  @Test
  void readsArgumentsWithoutConvertingThem() {
    String lua = "{'Name':'builtin/lua','Arguments':{'script':7,'LISTENER':'inbound'}}";
    assertThat(fault(lua, OLD))
        .isEqualTo(
            "[builtin/lua]: error decoding extension arguments: 1 error(s) decoding:\n\n"
                + "* 'Script' expected type 'string', got unconvertible type 'float64', value:"
                + " '7'");
    assertThat(fault(lua, NEW))
        .isEqualTo(
            "[builtin/lua]: error decoding extension arguments: decoding failed due to the"
                + " following error(s):\n\n"
                + "'Script' expected type 'string', got unconvertible type 'float64'");
    assertThat(fault(lua.replace("7", "'x','Nobody':1"), OLD)).isEmpty();
  }

  @Test
  void knowsWhichReleaseTakesWhat() {
    String gateway =
        "{'Name':'builtin/lua','Arguments':{'Script':'x','Listener':'inbound','ProxyType':'api-gateway'}}";
    assertThat(fault(gateway, OLD)).contains("unexpected ProxyType \"api-gateway\"");
    assertThat(fault(gateway, NEW)).isEmpty();
    assertThat(fault("{'Name':'builtin/otel-access-logging'}", NEW))
        .contains("missing GrpcService");
  }

  @Test
  void checksAnExternalAuthorizer() {
    assertThat(
            fault(
                "{'Name':'builtin/ext-authz','Arguments':{'Config':{'HttpService':{'Target':"
                    + "{'URI':'example.com:80','Timeout':'x'}},'StatusOnError':99}}}",
                OLD))
        .contains(
            "2 errors occurred:\n\t* failed to validate Config.HttpService: 2 errors occurred:\n"
                + "\t* invalid host for Target.URI \"example.com:80\": expected \"localhost\","
                + " \"127.0.0.1\", or \"::1\"\n"
                + "\t* failed to parse Target.Timeout \"x\" as a duration: time: invalid duration"
                + " \"x\"\n")
        .contains("Config.StatusOnError:status code 99 is not supported by Envoy");
  }

  @Test
  void checksWhereAPluginComesFrom() {
    assertThat(
            fault(
                "{'Name':'builtin/wasm','Arguments':{'Protocol':'http','ListenerType':'inbound',"
                    + "'PluginConfig':{'VmConfig':{'Code':{'Remote':{'HttpURI':{'URI':'a'}}}}}}}",
                OLD))
        .endsWith(
            "2 errors occurred:\n\t* both Service and URI are required for Remote data sources\n"
                + "\t* SHA256 checksum is required for Remote data sources\n\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /name                                         | true    | unexpected panic: interface conversion: interface {} is bool, not string
          /name                                         | {}      | non-message field type 'string' cannot be set via a map
          /name/x                                       | 1       | path contains member of non-message field 'name' (type 'string'); this type does not support child fields
          /lb_policy                                    | 'x'     | patch value type string could not be applied to target field type 'enum'
          /dns_resolvers                                | {}      | unexpected panic: type mismatch: cannot convert list to message
          /dns_resolvers/x                              | 1       | path contains member of repeated field 'dns_resolvers'; repeated field member access is not supported
          /outlier_detection/consecutive_5xx            | 'x'     | patch value type string could not be applied to target field type 'google.protobuf.UInt32Value'
          /outlier_detection/max_ejection_time/seconds  | true    | unexpected panic: type mismatch: cannot convert bool to int
          /transport_socket/typed_config/x              | 1       | variant-type message fields (google.protobuf.Any) are not supported
          /typed_extension_protocol_options             | {}      | unsupported target field type 'map'
          """)
  void followsPathsThroughEnvoy(String path, String value, String expected) {
    assertThat(patch("cluster", path, value)).isEqualTo(expected);
  }

  @Test
  void setsWhatEnvoyHas() {
    assertThat(patch("cluster", "/lb_policy", "'RING_HASH'")).isEmpty();
    assertThat(patch("cluster", "/outlier_detection/consecutive_5xx", "5")).isEmpty();
    assertThat(patch("listener", "/address/socket_address", "{'port_value':5}")).isEmpty();
    assertThat(patch("cluster-load-assignment", "/policy/nope", "1"))
        .startsWith(
            "no match for field 'nope'!\n"
                + "available envoy.config.endpoint.v3.ClusterLoadAssignment.Policy fields:\n"
                + "drop_overloads\noverprovisioning_factor\n");
  }
}
