package dev.treaty.model.graph;

import static dev.treaty.model.graph.Entries.defaults;
import static dev.treaty.model.graph.Entries.redirect;
import static dev.treaty.model.graph.Entries.requests;
import static dev.treaty.model.graph.Entries.router;
import static dev.treaty.model.graph.Entries.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.entry.EntryKey;
import org.junit.jupiter.api.Test;

class WholeStateTest {

  @Test
  void aSoundStateHasNoFaults() {
    assertThat(WholeState.faults(set(defaults("web", "http"), router("web", "web")))).isEmpty();
  }

  @Test
  void everyBrokenRuleIsFoundOnceWithTheEntryToMendFirst() {
    EntrySet state =
        set(
            redirect("a", "b"),
            redirect("b", "a"),
            requests("x"),
            router("web", "web"),
            router("shop", "pay"),
            defaults("shop", "http"));
    assertThat(WholeState.faults(state))
        .extracting(GraphFault::code, fault -> fault.concerned().getFirst())
        .containsExactlyInAnyOrder(
            tuple(DiagnosticCode.ROUTING_NEEDS_HTTP, EntryKey.of("service-router", "web")),
            tuple(DiagnosticCode.MIXED_PROTOCOLS, EntryKey.of("service-defaults", "pay")),
            tuple(DiagnosticCode.CHAIN_CIRCLE, EntryKey.of("service-resolver", "a")),
            tuple(DiagnosticCode.CHAIN_CIRCLE, EntryKey.of("service-resolver", "b")),
            tuple(DiagnosticCode.PERMISSIONS_NEED_HTTP, EntryKey.of("service-intentions", "x")));
  }
}
