package dev.treaty.diff;

import dev.treaty.model.value.JsonSyntaxException;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.nio.charset.StandardCharsets;

/**
 * A saved plan: what {@code plan -out} writes and {@code apply FILE} reads. It holds exactly what
 * is to be written, and where each object stood; {@link PlanConditions} tells whether it still
 * stands there.
 */
public final class PlanFile {

  private static final String KIND = "treaty-plan";

  private static final String CHECKSUM = "checksum";

  private PlanFile() {}

  /** What reading a saved plan gave. */
  public sealed interface Reading {

    /** The plan as it was saved. */
    record Loaded(Plan plan) implements Reading {}

    /** Not a plan of ours, or no longer whole. */
    record Refused(String why) implements Reading {}
  }

  public static byte[] save(Plan plan) {
    Value.Fields document =
        PlanJson.document(plan, new ChangeJson(ChangeJson.Content.FOR_APPLY))
            .with("file_kind", Value.text(KIND));
    return PrettyJson.of(document.with(CHECKSUM, Value.text(checksum(document))))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Reads a saved plan; one that was altered is refused. */
  public static Reading load(byte[] bytes) {
    try {
      if (!(ValueJson.parse(bytes) instanceof Value.Fields document)
          || !document.text("file_kind").equals(KIND)) {
        return new Reading.Refused("this is no plan that Treaty saved");
      }
      String version = document.text("format_version");
      if (!version.startsWith("1.")) {
        return new Reading.Refused("the plan has format " + version + "; this Treaty reads 1.x");
      }
      if (!checksum(document.without(CHECKSUM)).equals(document.text(CHECKSUM))) {
        return new Reading.Refused("the plan was altered after it was saved");
      }
      Plan plan = PlanReader.read(document);
      return PlanDigest.of(plan).equals(document.text("digest"))
          ? new Reading.Loaded(plan)
          : new Reading.Refused("the plan was altered after it was saved: its digest differs");
    } catch (JsonSyntaxException e) {
      return new Reading.Refused("this is no plan that Treaty saved: it is not JSON");
    } catch (PlanReader.UnreadablePlan e) {
      return new Reading.Refused("the plan cannot be read: " + e.getMessage());
    }
  }

  /** Against accidents and careless edits; it is no signature. */
  private static String checksum(Value.Fields document) {
    return Comparison.sha256(ValueJson.write(document));
  }
}
