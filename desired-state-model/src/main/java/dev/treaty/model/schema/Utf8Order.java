package dev.treaty.model.schema;

import java.util.Comparator;

/** Orders strings by their bytes, as Go does. */
enum Utf8Order implements Comparator<String> {
  INSTANCE;

  @Override
  public int compare(String a, String b) {
    int common = Math.min(a.length(), b.length());
    for (int i = 0; i < common; i++) {
      char left = a.charAt(i);
      char right = b.charAt(i);
      if (left != right) {
        // Halves of characters beyond U+FFFF stand before U+E000 but mean more.
        boolean sameSide = Character.isSurrogate(left) == Character.isSurrogate(right);
        return sameSide || (left < 0xd800 || right < 0xd800)
            ? Character.compare(left, right)
            : Character.compare(right, left);
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
