package dev.treaty.agent.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.entry.Tenancy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpiffeUriTest {

  @Test
  void readsAService() {
    assertThat(SpiffeUri.parse("spiffe://AB.consul/ns/default/dc/dc1/svc/web"))
        .contains(new SpiffeUri.Service("ab.consul", Tenancy.DEFAULT, "dc1", "web"));
    assertThat(SpiffeUri.parse("spiffe://ab.consul/ap/p/ns/n/dc/dc1/svc/web%20x"))
        .contains(new SpiffeUri.Service("ab.consul", new Tenancy("p", "n"), "dc1", "web x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spiffe://ab.consul",
        "spiffe://ab.consul/agent/client/dc/dc1/id/x",
        "spiffe://ab.consul/agent/server/dc/dc1",
        "spiffe://ab.consul/gateway/mesh/dc/dc1"
      })
  void knowsTheOtherKinds(String uri) {
    assertThat(SpiffeUri.parse(uri))
        .hasValueSatisfying(it -> assertThat(it).isInstanceOf(SpiffeUri.Other.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "",
        "http://ab.consul/ns/default/dc/dc1/svc/web",
        "spiffe:///ns/default/dc/dc1/svc/web",
        "spiffe://ab.consul/ns/default/dc/dc1/svc/web/more",
        "spiffe://ab.consul/ns/default/dc/dc1/svc/",
        "spiffe://ab consul/ns/default/dc/dc1/svc/web"
      })
  void refusesWhatIsNoIdentity(String uri) {
    assertThat(SpiffeUri.parse(uri)).isEmpty();
  }

  @Test
  void anEscapedSlashIsPartOfANameNotASeparator() {
    assertThat(SpiffeUri.parse("spiffe://ab.consul/ns/default/dc/dc1/svc/a%2Fb"))
        .contains(new SpiffeUri.Service("ab.consul", Tenancy.DEFAULT, "dc1", "a/b"));
  }
}
