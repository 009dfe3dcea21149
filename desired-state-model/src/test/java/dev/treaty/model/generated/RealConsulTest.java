package dev.treaty.model.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.treaty.model.entry.ConsulVersion;
import dev.treaty.model.entry.EntryJudge;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.entry.Verdict;
import dev.treaty.model.entry.kind.AllKinds;
import dev.treaty.model.schema.EntryKind;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** A real Consul judges and stores generated entries as we say it does. */
class RealConsulTest {

  private static final int PER_KIND = Integer.getInteger("treaty.test.generated", 60);
  private static final long SEED = Long.getLong("treaty.test.seed", 1);

  /** Rules about other entries, which one entry alone cannot tell. */
  private static final Pattern GRAPH =
      Pattern.compile(
          "discovery chain|does not have a subset|circular|has protocol|JWT Provider|already exists"
              + "|AllowEnablingPermissive|external SNI|exported service|is not a valid subset of"
              + " service");

  @TempDir Path folder;

  @Test
  void judgesAndStoresGeneratedEntriesAlike(TestReporter reporter) throws Exception {
    assumeTrue(ConsulServer.binary().isPresent(), "set TREATY_TEST_CONSUL to a Consul binary");
    List<String> differences = new ArrayList<>();
    int accepted = 0;
    int refused = 0;
    try (ConsulServer consul = new ConsulServer(folder)) {
      ServerProfile profile = profile(consul);
      consul.send(
          "PUT",
          "/v1/config",
          "{\"Kind\":\"proxy-defaults\",\"Name\":\"global\","
              + "\"Config\":{\"protocol\":\"http\"}}");
      for (EntryKind kind : AllKinds.supported()) {
        if (kind.writtenByServers() || !kind.isKnownTo(profile)) {
          continue;
        }
        EntryGenerator generator = new EntryGenerator(kind, SEED);
        for (int i = 0; i < PER_KIND; i++) {
          Value.Fields entry = generator.next();
          ConsulServer.Answer put = consul.send("PUT", "/v1/config", ValueJson.write(entry));
          String difference = compare(consul, kind, entry, put, profile);
          if (!difference.isEmpty()) {
            differences.add(kind.name() + " " + ValueJson.write(entry) + "\n   " + difference);
          }
          if (put.status() == 200) {
            accepted++;
            consul.send("DELETE", "/v1/config/" + kind.name() + "/" + name(kind), "");
          } else {
            refused++;
          }
        }
      }
    }
    reporter.publishEntry(
        "real Consul: "
            + accepted
            + " accepted, "
            + refused
            + " refused, "
            + differences.size()
            + " differences");
    assertThat(differences).isEmpty();
  }

  private static String compare(
      ConsulServer consul,
      EntryKind kind,
      Value.Fields entry,
      ConsulServer.Answer put,
      ServerProfile profile) {
    Verdict ours = EntryJudge.judgeJson(ValueJson.bytes(entry), profile);
    boolean ofGraph = put.status() != 200 && GRAPH.matcher(put.body()).find();
    if (ofGraph || isWrittenTwice(ours)) {
      return "";
    }
    return switch (ours) {
      case Verdict.Accepted accepted -> {
        if (put.status() != 200) {
          yield "accepted; Consul: " + put.status() + " " + put.body();
        }
        String stored =
            consul.send("GET", "/v1/config/" + kind.name() + "/" + name(kind), "").body();
        Value.Fields body = (Value.Fields) ValueJson.parse(stored.getBytes(StandardCharsets.UTF_8));
        String theirs = stable(body.without("Hash").without("CreateIndex").without("ModifyIndex"));
        String own = stable(accepted.entry().body());
        yield own.equals(theirs) ? "" : "stored as\n   " + own + "\n   Consul:\n   " + theirs;
      }
      case Verdict.Refused refused -> {
        int status = refused.stage() == Verdict.Stage.VALIDATE ? 500 : 400;
        String text = (status == 400 ? "Request decoding failed: " : "") + refused.consulText();
        boolean oneOfOurs =
            refused.diagnostics().stream()
                .anyMatch(fault -> fault.message().strip().equals(put.body().strip()));
        boolean newWords = put.body().contains("decoding failed due to the following error(s)");
        yield put.status() == status
                && (newWords || oneOfOurs || sorted(put.body()).equals(sorted(text)))
            ? ""
            : "refused " + status + " " + text + "\n   Consul: " + put.status() + " " + put.body();
      }
    };
  }

  /** Which of two spellings of a key counts, Consul leaves to chance; we refuse both on purpose. */
  private static boolean isWrittenTwice(Verdict ours) {
    return ours instanceof Verdict.Refused refused
        && refused.diagnostics().stream().anyMatch(fault -> fault.code().equals("TR0106"));
  }

  /** Controllers write the status soon after the entry. */
  private static String stable(Value.Fields body) {
    return ValueJson.write(body.without("Status"));
  }

  /** Consul prints several faults in any order, and calls any of two spellings the unknown one. */
  private static List<String> sorted(String text) {
    return text.strip().toLowerCase(Locale.ROOT).lines().sorted().toList();
  }

  private static String name(EntryKind kind) {
    return switch (kind.name()) {
      case "mesh" -> "mesh";
      case "proxy-defaults" -> "global";
      case "exported-services" -> "default";
      default -> "gen";
    };
  }

  private static ServerProfile profile(ConsulServer consul) {
    Matcher version =
        Pattern.compile("\"Version\":\\s*\"([^\"]+)\"")
            .matcher(consul.send("GET", "/v1/agent/self", "").body());
    assertThat(version.find()).isTrue();
    return new ServerProfile(ConsulVersion.of(version.group(1)), ServerProfile.Edition.COMMUNITY);
  }
}
