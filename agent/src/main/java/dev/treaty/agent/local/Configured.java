package dev.treaty.agent.local;

import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.notation.NotDecodableException;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.settings.Definition;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.entry.Tenancy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the configuration tells of services and checks, judged as the API judges them. */
public final class Configured {

  private final List<Registration> services = new ArrayList<>();
  private final List<LocalCheck> checks = new ArrayList<>();
  private final List<Diagnostic> faults = new ArrayList<>();
  private final AgentSettings settings;

  private Configured(AgentSettings settings) {
    this.settings = settings;
    settings.checks().definitions().forEach(this::read);
  }

  /** What cannot be registered, and why. */
  public static List<Diagnostic> faults(AgentSettings settings) {
    return List.copyOf(new Configured(settings).faults);
  }

  static ConfigureLocal command(AgentSettings settings) {
    Configured configured = new Configured(settings);
    return new ConfigureLocal(configured.services, configured.checks);
  }

  private void read(Definition definition) {
    byte[] json = definition.json().getBytes(StandardCharsets.UTF_8);
    try {
      switch (definition.kind()) {
        case SERVICE -> service(json);
        case CHECK -> check(json);
      }
    } catch (NotDecodableException e) {
      fault(definition, e.text());
    } catch (ApiException e) {
      fault(definition, e.text());
    }
  }

  private void fault(Definition definition, String text) {
    String kind = definition.kind().name().toLowerCase(Locale.ROOT);
    faults.add(DiagnosticCode.INVALID_SETTING.at(definition.range(), kind, kind + ": " + text));
  }

  private void service(byte[] json) {
    String node = settings.node().name();
    AgentBody body = new AgentBody(settings.isCommunity(), Tenancy.DEFAULT, node);
    services.addAll(
        ServiceRegistration.judge(body.service(json), settings.checks().localScripts(), false));
  }

  private void check(byte[] json) {
    AgentBody.CheckDefinitionBody body = AgentBody.check(json);
    CheckRegistration.judge(body);
    CheckRegistration.judgeRunnable(body, settings.checks().localScripts(), false);
    checks.add(CheckRegistration.check(body, settings.node().name(), Tenancy.DEFAULT));
  }
}
