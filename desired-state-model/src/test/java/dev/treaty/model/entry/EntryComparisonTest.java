package dev.treaty.model.entry;

import static dev.treaty.model.entry.Judging.COMMUNITY;
import static dev.treaty.model.entry.Judging.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.schema.FieldDifference;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryComparisonTest {

  private static Entry intentions(String sources) {
    return stored(
        "{\"Kind\":\"service-intentions\",\"Name\":\"w\",\"Sources\":[" + sources + "]}",
        COMMUNITY);
  }

  private static Entry exports(String services) {
    return stored(
        "{\"Kind\":\"exported-services\",\"Name\":\"default\",\"Services\":[" + services + "]}",
        COMMUNITY);
  }

  private static Entry answered(String json) {
    return StoredEntry.of((Value.Fields) ValueJson.parse(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> paths(Entry from, Entry to) {
    return EntryComparison.compare(from, to).stream().map(FieldDifference::path).toList();
  }

  @Test
  void comparesSourcesByWhoTheyAreAbout() {
    Entry before =
        intentions(
            "{\"Name\":\"a\",\"Action\":\"allow\"},{\"Name\":\"web\",\"Peer\":\"us1\",\"Action\":\"allow\"}");
    Entry after =
        intentions(
            "{\"Name\":\"web\",\"Peer\":\"us1\",\"Action\":\"deny\"},{\"Name\":\"a\",\"Action\":\"allow\"}");
    assertThat(EntryComparison.compare(before, after))
        .containsExactly(
            new FieldDifference(
                "sources[\"web\" peer=\"us1\"].action",
                Optional.of(Value.text("allow")),
                Optional.of(Value.text("deny"))));
  }

  @Test
  void comparesExportsByServiceAndConsumer() {
    Entry before = exports("{\"Name\":\"api\",\"Consumers\":[{\"Peer\":\"west\"}]}");
    Entry after =
        exports(
            "{\"Name\":\"web\",\"Consumers\":[{\"Peer\":\"east\"}]},"
                + "{\"Name\":\"api\",\"Consumers\":[{\"Peer\":\"east\"},{\"Peer\":\"west\"}]}");
    assertThat(paths(before, after))
        .containsExactly("services[\"api\"].consumers[\"peer:east\"]", "services[\"web\"]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"Kind":"ingress-gateway","Name":"a","Listeners":[{"Port":80,"Protocol":"http",\
          "Services":[{"Name":"%s"}]}]} | listeners[80].services["x"], listeners[80].services["y"]
          {"Kind":"service-resolver","Name":"a","Failover":{"*":{"Targets":[{"Peer":"east"},\
          {"Peer":"%s"}]}}} | failover["*"].targets["peer:x"], failover["*"].targets["peer:y"]
          {"Kind":"service-splitter","Name":"a","Splits":[{"Weight":50,"Service":"b"},\
          {"Weight":50,"Service":"c","RequestHeaders":{"Set":{"k":"%s"}}}]} | \
          splits["service:c"].requestHeaders.set["k"]
          {"Kind":"service-router","Name":"a","Routes":[{"Match":{"HTTP":{"Header":[\
          {"Name":"h","Exact":"%s"}]}}}]} | routes[0].match.http.header["h"].exact
          {"Kind":"http-route","Name":"a","Parents":[{"Name":"g"}],"Rules":[{"Matches":[\
          {"Query":[{"Name":"q","Match":"exact","Value":"%s"}]}],"Services":[{"Name":"s"}]}]} | \
          rules[0].matches[0].query["q"].value
          {"Kind":"service-defaults","Name":"a","Expose":{"Paths":[{"Path":"/p",\
          "Protocol":"%s"}]}} | expose.paths["path:/p"].protocol
          {"Kind":"service-defaults","Name":"a","EnvoyExtensions":[{"Name":"builtin/lua",\
          "Arguments":{"Script":"%s","Listener":"inbound"}}]} | \
          envoyExtensions["builtin/lua"].arguments["Script"]
          {"Kind":"terminating-gateway","Name":"a","Services":[{"Name":"s","CAFile":"%s"}]} | \
          services["s"].caFile
          {"Kind":"api-gateway","Name":"a","Listeners":[{"Name":"l","Port":80,"Protocol":"http",\
          "Hostname":"%s.b"}]} | listeners["l"].hostname
          """)
  void namesTheElementThatChanged(String entry, String expected) {
    assertThat(
            String.join(
                ", ",
                paths(
                    stored(entry.formatted("x"), COMMUNITY),
                    stored(entry.formatted("y"), COMMUNITY))))
        .isEqualTo(expected);
  }

  @Test
  void takesTwoItemsOfOneServiceForOne() {
    assertThat(
            paths(
                exports(
                    "{\"Name\":\"a\",\"Consumers\":[{\"Peer\":\"x\"}]},{\"Name\":\"a\",\"Consumers\":[{\"Peer\":\"y\"}]}"),
                exports(
                    "{\"Name\":\"a\",\"Consumers\":[{\"Peer\":\"y\"},{\"Peer\":\"x\"},{\"Peer\":\"x\"}]}")))
        .isEmpty();
  }

  @Test
  void seesNoDifferenceInWhatAServerAdds() {
    assertThat(
            paths(
                answered(
                    """
                    {"Kind":"service-defaults","Name":"a","Protocol":"","Mode":"","TransparentProxy":{},
                     "MeshGateway":{"Mode":""},"Expose":{"Paths":[]},"UpstreamConfig":{"Overrides":null},
                     "Partition":"default","Namespace":"default","Hash":18446744073709551615,
                     "CreateIndex":5,"ModifyIndex":7}
                    """),
                stored("{\"Kind\":\"service-defaults\",\"Name\":\"a\"}", COMMUNITY)))
        .isEmpty();
  }

  @Test
  void seesThatAZeroLimitIsNotNoLimit() {
    String with =
        "{\"Kind\":\"service-defaults\",\"Name\":\"a\",\"UpstreamConfig\":{\"Defaults\":{\"Limits\":{%s}}}}";
    assertThat(
            paths(
                stored(with.formatted(""), COMMUNITY),
                stored(with.formatted("\"MaxConnections\":0"), COMMUNITY)))
        .containsExactly("upstreamConfig");
  }

  @Test
  void comparesOpaqueValuesByTheirKeys() {
    String with = "{\"Kind\":\"proxy-defaults\",\"Config\":%s}";
    assertThat(
            paths(
                stored(with.formatted("{\"a\":{\"b\":1},\"c\":1e21,\"d\":[]}"), COMMUNITY),
                answered(
                    "{\"Kind\":\"proxy-defaults\",\"Name\":\"global\",\"Config\":{\"a\":{\"b\":2},\"c\":1e+21,\"d\":[],\"e\":null}}")))
        .containsExactly("config[\"a\"][\"b\"]", "config[\"e\"]");
  }

  @Test
  void keepsFieldsOfNewerServersInSight() {
    assertThat(
            paths(
                answered("{\"Kind\":\"service-defaults\",\"Name\":\"a\",\"New\":{\"x\":1}}"),
                stored("{\"Kind\":\"service-defaults\",\"Name\":\"a\"}", COMMUNITY)))
        .containsExactly("New");
  }

  @Test
  void digestsTheContentAndNotTheMarks() {
    Entry entry =
        intentions("{\"Name\":\"a\",\"Action\":\"allow\"},{\"Name\":\"b\",\"Action\":\"deny\"}");
    Entry turned =
        intentions("{\"Name\":\"b\",\"Action\":\"deny\"},{\"Name\":\"a\",\"Action\":\"allow\"}");
    Entry marked =
        entry.withMeta(
            Value.Fields.EMPTY
                .with("external-source", Value.text("treaty"))
                .with("treaty-id", Value.text("x")));
    assertThat(CanonicalForm.digest(entry))
        .matches("1:[0-9a-f]{64}")
        .isEqualTo(CanonicalForm.digest(turned))
        .isEqualTo(CanonicalForm.digest(marked))
        .isNotEqualTo(CanonicalForm.digest(intentions("{\"Name\":\"a\",\"Action\":\"deny\"}")));
    assertThat(
            CanonicalForm.digest(
                entry.withMeta(Value.Fields.EMPTY.with("external-source", Value.text("nomad")))))
        .isNotEqualTo(CanonicalForm.digest(entry));
  }

  @Test
  void sendsWhatBecomesTheStoredEntryAgain() {
    Entry entry =
        answered(
            "{\"Kind\":\"proxy-defaults\",\"Name\":\"global\",\"Config\":{\"a\":[\"x\"],\"b\":[[\"y\"]],\"c\":{\"d\":[\"z\"]}}}");
    Entry back = stored(ValueJson.write(StoredEntry.toSend(entry)), COMMUNITY);
    assertThat(EntryComparison.compare(entry, back)).isEmpty();
  }

  @Test
  void doesNotCompareWhatAServerFoundOutAboutAGateway() {
    Entry declared =
        stored(
            "{\"Kind\":\"tcp-route\",\"Name\":\"r\",\"Services\":[{\"Name\":\"db\"}]}", COMMUNITY);
    Entry live =
        new Entry(
            declared.key(),
            declared
                .body()
                .with(
                    "Status",
                    ValueJson.parse(
                        "{\"Conditions\":[{\"Type\":\"Accepted\",\"Status\":\"True\"}]}"
                            .getBytes(StandardCharsets.UTF_8))));
    assertThat(EntryComparison.compare(declared, live)).isEmpty();
    assertThat(CanonicalForm.digest(live)).isEqualTo(CanonicalForm.digest(declared));
    assertThat(Kinds.supported()).doesNotContain("bound-api-gateway");
  }
}
