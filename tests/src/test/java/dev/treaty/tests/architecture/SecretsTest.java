package dev.treaty.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.tests.ProjectFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A record prints all it holds, so a record that holds a secret must say how it is printed. */
class SecretsTest {

  private static final Pattern RECORD =
      Pattern.compile(
          "\\brecord\\s+(\\w+)(?:<[^>]*>)?\\s*\\(([^{]*?)\\)\\s*(?:implements[^{]*)?\\{");
  private static final Pattern SECRET =
      Pattern.compile(
          "\\b(?:String|byte\\[\\]|char\\[\\]|Optional<String>)\\s+"
              + "(\\w*(?:[tT]oken|[sS]ecret|[pP]assword|[pP]assphrase|[pP]rivateKey(?:Pem)?))\\s*(?:,|$)");

  @Test
  void aRecordWithASecretHasItsOwnToString() {
    List<String> open = new ArrayList<>();
    for (Path file : ProjectFiles.javaFiles()) {
      if (ProjectFiles.isTest(file)) {
        continue;
      }
      String text = ProjectFiles.read(file);
      Matcher record = RECORD.matcher(text);
      while (record.find()) {
        Matcher secret = SECRET.matcher(record.group(2).strip());
        if (secret.find() && !body(text, record.end()).contains("String toString()")) {
          open.add(
              ProjectFiles.relative(file)
                  + ": record "
                  + record.group(1)
                  + " prints its "
                  + secret.group(1));
        }
      }
    }
    assertThat(open).as("override toString() so that the secret is not in it").isEmpty();
  }

  /** The record's body: from its opening brace to the one that closes it. */
  private static String body(String text, int start) {
    int depth = 1;
    int end = start;
    while (end < text.length() && depth > 0) {
      char c = text.charAt(end++);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    }
    return text.substring(start, end);
  }
}
