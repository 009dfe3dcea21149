package dev.treaty.model.graph;

import static dev.treaty.model.graph.Entries.defaults;
import static dev.treaty.model.graph.Entries.of;
import static dev.treaty.model.graph.Entries.proxies;
import static dev.treaty.model.graph.Entries.redirect;
import static dev.treaty.model.graph.Entries.requests;
import static dev.treaty.model.graph.Entries.router;
import static dev.treaty.model.graph.Entries.set;
import static dev.treaty.model.graph.Entries.splitter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.entry.Entry;
import org.junit.jupiter.api.Test;

class GraphRulesTest {

  private static String onWrite(EntryLookup state, Entry entry) {
    return GraphRules.onWrite(state, entry).map(GraphFault::consulText).orElse("");
  }

  private static String onDelete(EntryLookup state, Entry entry) {
    return GraphRules.onDelete(state, entry.key()).map(GraphFault::consulText).orElse("");
  }

  private static String noRouting(String name, String protocol) {
    return "discovery chain \""
        + name
        + "\" uses a protocol \""
        + protocol
        + "\" that does not permit advanced routing or splitting behavior";
  }

  @Test
  void aRouterNeedsAnHttpLikeProtocolEvenWithoutRoutes() {
    Entry router = of("service-router", "web");
    assertThat(onWrite(set(), router)).isEqualTo(noRouting("web", "tcp"));
    assertThat(onWrite(set(defaults("web", "grpc")), router)).isEmpty();
    assertThat(onWrite(set(proxies("http")), router)).isEmpty();
  }

  @Test
  void serviceDefaultsWithoutAProtocolHideTheGlobalOne() {
    Entry plain = of("service-defaults", "web", "'MaxInboundConnections':5");
    EntrySet state = set(proxies("http"), router("web", "web"));
    assertThat(onWrite(state, plain)).isEqualTo(noRouting("web", "tcp"));
    assertThat(onWrite(set(proxies("http"), plain), of("service-router", "web")))
        .isEqualTo(noRouting("web", "tcp"));
  }

  @Test
  void aProtocolMayNotBeTakenFromUnderARouter() {
    EntrySet state = set(defaults("web", "http"), of("service-router", "web"));
    assertThat(onWrite(state, defaults("web", "tcp"))).isEqualTo(noRouting("web", "tcp"));
    assertThat(onDelete(state, defaults("web", "http"))).isEqualTo(noRouting("web", "tcp"));
    EntrySet global = set(proxies("http"), splitter("web", "a", "b"));
    assertThat(onDelete(global, proxies("http"))).isEqualTo(noRouting("web", "tcp"));
  }

  @Test
  void reWritingProxyDefaultsIsNotRefusedAsOneReleaseOfConsulDoes() {
    EntrySet state = set(proxies("http"), of("service-router", "web"));
    assertThat(onWrite(state, proxies("http"))).isEmpty();
  }

  @Test
  void aChainSpeaksOneProtocol() {
    EntrySet state = set(defaults("web", "http"), defaults("api", "grpc"));
    String mixed =
        "discovery chain \"web\" uses inconsistent protocols; service \"api\" has \"grpc\" which"
            + " is not \"http\"";
    assertThat(onWrite(state, router("web", "api"))).isEqualTo(mixed);
    assertThat(onWrite(state, redirect("web", "api"))).isEqualTo(mixed);
    assertThat(
            onWrite(set(redirect("web", "api"), defaults("web", "http")), defaults("api", "tcp")))
        .contains("service \"api\" has \"tcp\" which is not \"http\"");
  }

  @Test
  void aSubsetThatIsNamedMustExist() {
    Entry toSubset =
        of("service-router", "web", "'Routes':[{'Destination':{'ServiceSubset':'v9'}}]");
    String missing = "service \"web\" does not have a subset named \"v9\"";
    assertThat(onWrite(set(defaults("web", "http")), toSubset)).isEqualTo(missing);
    Entry resolver = of("service-resolver", "web", "'Subsets':{'v9':{}}");
    EntrySet state = set(defaults("web", "http"), toSubset, resolver);
    assertThat(onWrite(state, toSubset)).isEmpty();
    assertThat(onDelete(state, resolver)).isEqualTo(missing);
    assertThat(onWrite(state, of("service-resolver", "web", "'Subsets':{'v1':{}}")))
        .isEqualTo(missing);
  }

  @Test
  void redirectsAndSplittersMayNotGoInCircles() {
    assertThat(onWrite(set(redirect("b", "a")), redirect("a", "b")))
        .isEqualTo(
            "detected circular resolver redirect: [a.default.default.dc1 -> b.default.default.dc1"
                + " -> a.default.default.dc1]");
    EntrySet state = set(proxies("http"), splitter("b", "a", "c"));
    assertThat(onWrite(state, splitter("a", "b", "d")))
        .isEqualTo(
            "detected circular reference: [splitter:a.default.default ->"
                + " splitter:b.default.default -> splitter:a.default.default]");
  }

  @Test
  void anExternalServiceHasNoRedirectsSubsetsOrFailover() {
    EntrySet state = set(of("service-defaults", "a", "'ExternalSNI':'x.y'"));
    assertThat(onWrite(state, of("service-resolver", "a", "'Subsets':{'v':{}}")))
        .isEqualTo(
            "service \"a\" has an external SNI set; cannot define subsets for external services");
    assertThat(onWrite(state, of("service-resolver", "a", "'Failover':{'*':{'Service':'b'}}")))
        .isEqualTo(
            "service \"a\" has an external SNI set; cannot define failover for external services");
  }

  @Test
  void permissionsNeedAnHttpLikeDestination() {
    String refused =
        "service \"x\" has protocol \"tcp\", which is incompatible with L7 intentions permissions";
    assertThat(onWrite(set(), requests("x"))).isEqualTo(refused);
    EntrySet state = set(defaults("x", "http"), requests("x"));
    assertThat(onDelete(state, defaults("x", "http"))).isEqualTo(refused);
    assertThat(onDelete(set(proxies("http"), requests("x")), proxies("http"))).isEqualTo(refused);
    assertThat(onWrite(state, requests("x"))).isEmpty();
  }

  @Test
  void intentionsNeedTheirJwtProviders() {
    Entry needs =
        of(
            "service-intentions",
            "j",
            "'JWT':{'Providers':[{'Name':'okta'}]}",
            "'Sources':[{'Name':'a','Action':'allow'}]");
    assertThat(onWrite(set(), needs))
        .isEqualTo(
            "1 error occurred:\n\t* Referenced JWT Provider does not exist. Provider Name:"
                + " okta\n\n");
    Entry okta = of("jwt-provider", "okta");
    assertThat(onWrite(set(okta), needs)).isEmpty();
    assertThat(onDelete(set(okta, needs), okta))
        .isEqualTo(
            "cannot delete jwt provider config entry referenced by an intention. Provider name:"
                + " okta, intention name: j");
  }

  @Test
  void aListenerSpeaksTheProtocolOfItsServices() {
    Entry gateway =
        of(
            "ingress-gateway",
            "ig",
            "'Listeners':[{'Port':80,'Protocol':'http','Services':[{'Name':'web'}]}]");
    String refused =
        "service \"web\" has protocol \"tcp\", which does not match defined listener protocol"
            + " \"http\"";
    assertThat(onWrite(set(), gateway)).isEqualTo(refused);
    assertThat(onDelete(set(defaults("web", "http"), gateway), defaults("web", "http")))
        .isEqualTo(refused);
    Entry tcp =
        of(
            "ingress-gateway",
            "ig",
            "'Listeners':[{'Port':80,'Protocol':'tcp','Services':[{'Name':'web'}]}]");
    assertThat(onWrite(set(defaults("web", "http")), tcp)).isNotEmpty();
    assertThat(onWrite(set(tcp), defaults("web", "http"))).isEmpty();
  }

  @Test
  void gatewaysOfTwoKindsDoNotShareAName() {
    assertThat(onWrite(set(of("ingress-gateway", "ig")), of("terminating-gateway", "ig")))
        .isEqualTo(
            "cannot create a \"terminating-gateway\" config entry with name \"ig\", a"
                + " \"ingress-gateway\" config entry with that name already exists");
  }

  @Test
  void becomingPermissiveNeedsTheMeshsLeaveAndStayingSoDoesNot() {
    Entry permissive = of("service-defaults", "a", "'MutualTLSMode':'permissive'");
    Entry mesh = Entries.entry("{'Kind':'mesh','AllowEnablingPermissiveMutualTLS':true}");
    assertThat(onWrite(set(), permissive)).startsWith("cannot set MutualTLSMode=permissive");
    assertThat(onWrite(set(mesh), permissive)).isEmpty();
    assertThat(onWrite(set(permissive), permissive)).isEmpty();
  }

  @Test
  void whatIsExportedToAPeerStaysHere() {
    Entry exports =
        of("exported-services", "default", "'Services':[{'Name':'ex','Consumers':[{'Peer':'p'}]}]");
    Entry toDc = of("service-resolver", "ex", "'Redirect':{'Datacenter':'dc2'}");
    String refused = "peer exported service \"ex\" contains cross-datacenter resolver redirect";
    assertThat(onWrite(set(toDc), exports)).isEqualTo(refused);
    assertThat(onWrite(set(exports), toDc)).isEqualTo(refused);
    assertThat(onWrite(set(exports), redirect("ex", "other")))
        .isEqualTo(
            "peer exported service \"ex\" uses protocol=\"tcp\" and cannot introduce new discovery"
                + " chain targets like \"other.default.default.dc1\"");
    assertThat(onWrite(set(exports, proxies("http")), redirect("ex", "other"))).isEmpty();
  }

  @Test
  void aGroupThatAResolverNamesMustExist() {
    assertThat(onWrite(set(), of("service-resolver", "a", "'Redirect':{'SamenessGroup':'g'}")))
        .isEqualTo("sameness group missing for service \"a\"");
  }

  @Test
  void namesIgnoreCaseInStorage() {
    assertThat(onWrite(set(defaults("Web", "http")), of("service-router", "web"))).isEmpty();
  }
}
