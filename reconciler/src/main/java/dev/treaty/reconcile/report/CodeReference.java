package dev.treaty.reconcile.report;

import dev.treaty.model.diagnostic.CodeExample;
import dev.treaty.model.diagnostic.ExplainedCode;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What there is to say about the codes of diagnostics. */
public final class CodeReference {

  private static final Map<String, String> CHAPTERS =
      Map.of(
          "TR01", "Reading a file",
          "TR02", "Judging an entry",
          "TR03", "The project and its clusters",
          "TR04", "The agent's configuration",
          "TR05", "Entries together",
          "TR06", "The repository",
          "TR07", "Plans and runs");

  private CodeReference() {}

  /** One code for a person at a terminal. */
  public static String text(ExplainedCode code) {
    return code.id()
        + ": "
        + code.title()
        + "\n\n  cause    "
        + code.cause()
        + "\n  mend     "
        + code.mend()
        + "\n\nExample:\n\n"
        + code.example().text().indent(4);
  }

  /** The page of all codes. */
  public static String page() {
    StringBuilder out =
        new StringBuilder(
            """
            # Diagnostics

            Every message has a code that never changes its meaning. `treaty explain TR0204` prints what stands
            here. The page is made by `treaty explain --all -o markdown`; a test keeps it so, and runs every example.
            """);
    String chapter = "";
    for (ExplainedCode code : ExplainedCode.all()) {
      if (!code.id().startsWith(chapter) || chapter.isEmpty()) {
        chapter = code.id().substring(0, 4);
        out.append("\n## ").append(CHAPTERS.getOrDefault(chapter, "Others")).append('\n');
      }
      out.append("\n### ")
          .append(code.id())
          .append(": ")
          .append(code.title())
          .append("\n\n")
          .append(code.cause())
          .append("\n\n**Mend:** ")
          .append(code.mend())
          .append('\n')
          .append(markdown(code.example()));
    }
    return out.toString();
  }

  private static String markdown(CodeExample example) {
    if (example.commands().isEmpty()) {
      return example.remark().isEmpty() ? "" : "\n" + example.remark() + "\n";
    }
    return "\n```\n" + example.text() + "```\n";
  }

  /** Codes as JSON. */
  public static Value json(List<ExplainedCode> codes) {
    List<Value> all = new ArrayList<>();
    for (ExplainedCode code : codes) {
      all.add(json(code));
    }
    return new Value.Items(all);
  }

  /** One code as JSON. */
  public static Value.Fields json(ExplainedCode code) {
    Value.Fields files = Value.Fields.EMPTY;
    for (Map.Entry<String, String> file : code.example().files().entrySet()) {
      files = files.with(file.getKey(), Value.text(file.getValue()));
    }
    List<Value> commands = new ArrayList<>();
    code.example().commands().forEach(command -> commands.add(Value.text(command)));
    return Value.Fields.EMPTY
        .with("code", Value.text(code.id()))
        .with("title", Value.text(code.title()))
        .with("cause", Value.text(code.cause()))
        .with("mend", Value.text(code.mend()))
        .with(
            "example",
            Value.Fields.EMPTY
                .with("remark", Value.text(code.example().remark()))
                .with("files", files)
                .with("commands", new Value.Items(commands)));
  }
}
