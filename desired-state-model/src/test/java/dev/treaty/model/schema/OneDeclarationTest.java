package dev.treaty.model.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.entry.ConsulVersion;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.syntax.Form;
import dev.treaty.model.syntax.HclReader;
import dev.treaty.model.syntax.SourceText;
import dev.treaty.model.syntax.YamlReader;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A field that is declared in one place is known everywhere. */
class OneDeclarationTest {

  /** A kind of this test's own; its one shape is all that anybody is told. */
  private static final class Lighthouse implements EntryKind {

    private static final Shape SHAPE =
        Shape.fields()
            .always("Kind", Type.TEXT)
            .always("Name", Type.TEXT)
            .optional("BeamColour", Type.TEXT)
            .since(1, 20, 0)
            .values("white", "red")
            .says("What ships see.")
            .optional("TurnEvery", Type.SPELLED_SPAN)
            .build();

    @Override
    public String name() {
      return "lighthouse";
    }

    @Override
    public String purpose() {
      return "Shows ships the way.";
    }

    @Override
    public Shape shape() {
      return SHAPE;
    }

    @Override
    public Value.Fields normalise(Value.Fields entry, Gate server) {
      return entry;
    }

    @Override
    public void check(Value.Fields entry, Gate server, Findings findings) {}
  }

  private static final EntryKind KIND = new Lighthouse();
  private static final ServerProfile NEW = server("1.20.0");
  private static final ServerProfile OLD = server("1.19.9");

  @Test
  void itIsDecodedByNameAndAliasAndPrinted() {
    assertThat(stored("beam_colour = \"red\"\nTurnEvery = \"90s\""))
        .isEqualTo(stored("BEAMCOLOUR = \"red\"\nturnEvery = \"1m30s\""))
        .isEqualTo(
            """
            {"Kind":"lighthouse","Name":"a","BeamColour":"red","TurnEvery":"1m30s"}\
            """);
  }

  @Test
  void itIsProposedForATypingError() {
    Decoded decoded = decoded("beam_color = \"red\"", NEW);
    assertThat(decoded.diagnostics().getFirst().hint()).isEqualTo("did you mean \"beam_colour\"?");
  }

  @Test
  void itIsRefusedByAServerThatIsTooOld() {
    Decoded decoded = decoded("BeamColour = \"red\"", OLD);
    assertThat(decoded.consulText()).contains("invalid config key \"BeamColour\"");
    assertThat(decoded.diagnostics().getFirst().message())
        .isEqualTo("\"BeamColour\" is known only since Consul 1.20.0");
  }

  @Test
  void itIsCompared() {
    Value.Fields white = body("BeamColour = \"white\"");
    Value.Fields red = body("BeamColour = \"red\"");
    assertThat(
            Differ.compare(
                KIND.shape(), Canonical.of(KIND.shape(), white), Canonical.of(KIND.shape(), red)))
        .extracting(FieldDifference::path)
        .containsExactly("beamColour");
  }

  @Test
  void itIsInTheJsonSchemaThatEditorsUse() {
    Value.Fields schema = JsonSchema.of(KIND);
    Value.Fields field =
        schema.fields("$defs").fields("lighthouse").fields("properties").fields("BeamColour");
    assertThat(field.text("description")).isEqualTo("What ships see. Since Consul 1.20.0.");

    Value.Fields entry = body("BeamColour = \"red\"\nTurnEvery = \"90s\"");
    assertThat(SchemaChecker.faults(schema, entry)).isEmpty();
    assertThat(SchemaChecker.faults(schema, entry.with("BeamColour", Value.text("blue"))))
        .isNotEmpty();
    assertThat(SchemaChecker.faults(schema, entry.with("BeamColor", Value.text("red"))))
        .isNotEmpty();
  }

  @Test
  void itIsReadFromACustomResourceInItsSpelling() {
    Field field = KIND.shape().find("BeamColour", NEW).orElseThrow();
    assertThat(field.label()).isEqualTo("beamColour");
    String text = "Kind: lighthouse\nName: a\n" + field.label() + ": red\nturnEvery: 90s\n";
    Decoded decoded =
        Decoder.decode(
            KIND.shape(),
            YamlReader.read(new SourceText("a.yaml", text)).getFirst().root().orElseThrow(),
            NEW,
            Form.YAML,
            Channel.RESOURCE);
    assertThat(decoded.diagnostics()).isEmpty();
    assertThat(ValueJson.write(Printer.print(KIND.shape(), decoded.value(), NEW)))
        .isEqualTo(stored("BeamColour = \"red\"\nTurnEvery = \"90s\""));
  }

  @Test
  void itIsDocumented() {
    assertThat(KindPage.of(List.of(KIND)))
        .contains("## lighthouse", "Shows ships the way.")
        .contains("| `BeamColour` | `white`, `red` | 1.20.0 | What ships see. |")
        .contains("| `TurnEvery` | duration |");
  }

  private static ServerProfile server(String version) {
    return new ServerProfile(ConsulVersion.of(version), ServerProfile.Edition.COMMUNITY);
  }

  private static Decoded decoded(String fields, ServerProfile server) {
    String text = "Kind = \"lighthouse\"\nName = \"a\"\n" + fields + "\n";
    return Decoder.decode(
        KIND.shape(),
        HclReader.read(new SourceText("a.hcl", text)).root().orElseThrow(),
        server,
        Form.HCL,
        Channel.COMMAND_LINE);
  }

  private static Value.Fields body(String fields) {
    Decoded decoded = decoded(fields, NEW);
    assertThat(decoded.diagnostics()).isEmpty();
    return Printer.print(KIND.shape(), KIND.normalise(decoded.value(), NEW), NEW);
  }

  private static String stored(String fields) {
    return ValueJson.write(body(fields));
  }
}
