package dev.treaty.model.value;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Jackson's escaping bent to Go's: {@code <>&}, U+2028 and U+2029, lower-case hexadecimals. */
final class GoEscapes extends CharacterEscapes {
  private static final long serialVersionUID = 1L;

  static final GoEscapes INSTANCE = new GoEscapes();

  private final int[] codes = standardAsciiEscapesForJSON();

  private GoEscapes() {
    for (int c = 0; c < 0x20; c++) {
      if (codes[c] < 0) {
        codes[c] = ESCAPE_CUSTOM;
      }
    }
    codes['<'] = ESCAPE_CUSTOM;
    codes['>'] = ESCAPE_CUSTOM;
    codes['&'] = ESCAPE_CUSTOM;
  }

  @Override
  public int[] getEscapeCodesForAscii() {
    return codes.clone();
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int c) {
    if (c < 0x80 || c == 0x2028 || c == 0x2029) {
      return new SerializedString(String.format(Locale.ROOT, "\\u%04x", c));
    }
    return null;
  }
}
