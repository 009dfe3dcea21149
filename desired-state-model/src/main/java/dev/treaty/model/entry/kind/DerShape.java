package dev.treaty.model.entry.kind;

/** Go's words for keys and certificates whose encoding is not what it should be. */
final class DerShape {

  private static final int INTEGER = 2;
  private static final int OCTETS = 4;
  private static final int SEQUENCE = 0x30;
  private static final String PARAMETERS =
      " {optional:false explicit:false application:false private:false defaultValue:<nil> tag:<nil>"
          + " stringType:0 timeType:0 set:false omitEmpty:false} ";

  /**
   * The head of an element.
   *
   * @param tag its first byte, or -1 if there is none
   * @param from where its content begins
   * @param length of its content, or -1 if that cannot be read
   */
  private record Head(int tag, int from, int length) {

    int end() {
      return from + length;
    }

    boolean fits(int limit) {
      return length >= 0 && end() <= limit;
    }

    @Override
    public String toString() {
      return "{class:"
          + (tag >> 6)
          + " tag:"
          + (tag & 0x1f)
          + " length:"
          + length
          + " isCompound:"
          + ((tag & 0x20) != 0)
          + "}";
    }
  }

  private DerShape() {}

  /** What {@code x509.ParseCertificate} says of bytes that are no certificate. */
  static String ofCertificate(byte[] der) {
    Head outer = head(der, 0);
    if (outer.tag() != SEQUENCE || !outer.fits(der.length)) {
      return "x509: malformed certificate";
    }
    if (outer.end() < der.length) {
      return "x509: trailing data";
    }
    Head inner = head(der, outer.from());
    return inner.tag() != SEQUENCE || !inner.fits(outer.end())
        ? "x509: malformed tbs certificate"
        : "x509: malformed certificate";
  }

  /** What {@code x509.ParsePKCS1PrivateKey} says of bytes that are no such key. */
  static String ofRsaKey(byte[] der) {
    Head outer = head(der, 0);
    if (outer.tag() < 0) {
      return "asn1: syntax error: sequence truncated";
    }
    if (outer.tag() != SEQUENCE) {
      return mismatch(16, outer, "pkcs1PrivateKey", outer.from());
    }
    if (!outer.fits(der.length)) {
      return "asn1: syntax error: data truncated";
    }
    if (outer.end() < der.length) {
      return "asn1: syntax error: trailing data";
    }
    Head version = head(der, outer.from());
    if (version.tag() < 0 || version.from() > outer.end()) {
      return "asn1: syntax error: sequence truncated";
    }
    if (version.tag() != INTEGER) {
      return mismatch(INTEGER, version, "int", version.from() - outer.from());
    }
    Head second = head(der, version.end());
    return switch (version.end() < outer.end() ? second.tag() : -1) {
      case OCTETS ->
          "x509: failed to parse private key (use ParseECPrivateKey instead for this key format)";
      case SEQUENCE ->
          "x509: failed to parse private key (use ParsePKCS8PrivateKey instead for this key"
              + " format)";
      case -1 -> "asn1: syntax error: sequence truncated";
      default -> "asn1: structure error: tags don't match";
    };
  }

  private static String mismatch(int wanted, Head found, String type, int offset) {
    return "asn1: structure error: tags don't match ("
        + wanted
        + " vs "
        + found
        + ")"
        + PARAMETERS
        + type
        + " @"
        + offset;
  }

  private static Head head(byte[] der, int at) {
    if (at >= der.length) {
      return new Head(-1, at, -1);
    }
    int tag = der[at] & 0xff;
    if (at + 1 >= der.length) {
      return new Head(tag, at + 1, -1);
    }
    int first = der[at + 1] & 0xff;
    if (first < 0x80) {
      return new Head(tag, at + 2, first);
    }
    int count = first & 0x7f;
    if (count == 0 || count > 3 || at + 2 + count > der.length) {
      return new Head(tag, at + 2, -1);
    }
    int length = 0;
    for (int i = 0; i < count; i++) {
      length = (length << 8) | (der[at + 2 + i] & 0xff);
    }
    return new Head(tag, at + 2 + count, length);
  }
}
