package dev.treaty.tests.generated;

import dev.treaty.model.schema.Field;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Values that do not fit a field, or hardly: of a wrong type, out of range, badly spelled. */
final class BadValues {

  private static final List<String> TEXTS =
      List.of(
          "",
          "*",
          " ",
          "a b",
          "x".repeat(260),
          "ü",
          "-x",
          "x-",
          "x_y",
          "a..b",
          "*.*",
          ".",
          "1.2.3.4",
          "::1",
          "{{",
          "${x}",
          "%zz",
          "/",
          "//",
          "a/b",
          "UPPER",
          "tls1",
          "[",
          "(",
          "a\tb",
          "a\nb",
          "é\u2028",
          "true",
          "0",
          "null",
          "http://",
          "http://[",
          ":80",
          "default",
          "DEFAULT",
          "-1",
          "http",
          "tcp",
          "TLSv1_9",
          "inline-certificate",
          "api-gateway",
          "\\",
          "\"",
          "a=b",
          "a.b.",
          "127.0.0.1:1",
          "a,b",
          "==",
          "Service.Meta.x ==",
          "*.example.com",
          "a*b.c",
          "x\u0000y");
  private static final List<String> NUMBERS =
      List.of(
          "-1",
          "-2147483649",
          "4294967296",
          "1e10",
          "1e19",
          "-1e19",
          "1e30",
          "1e308",
          "0.5",
          "-0.5",
          "65535",
          "65536",
          "100.5",
          "9223372036854775807",
          "18446744073709551615",
          "101",
          "1e21",
          "1e20",
          "123456789.125",
          "2147483648",
          "0.00001",
          "0");
  private static final List<String> WORDS =
      List.of(
          "-1",
          "0x1f",
          "1_000",
          "1e3",
          "nan",
          "inf",
          "-Inf",
          "1.5",
          " 1",
          "0b2",
          "08",
          "yes",
          "T",
          "10",
          "10s",
          "1d",
          "1h-",
          "x y",
          "-",
          "+5",
          "99999999999999999999",
          "1e400",
          "0x1p4",
          "",
          "2562047h47m16.854775808s",
          "on",
          "1__0",
          "_1",
          "0_7",
          ".5",
          "5.",
          "1e",
          "Infinity");

  private final Random random;

  BadValues(Random random) {
    this.random = random;
  }

  /** A value for the field. */
  Value of(Field field) {
    List<String> legal = field.note().values();
    if (!legal.isEmpty() && random.nextInt(3) == 0) {
      return Value.text(misspelled(one(legal)));
    }
    return random.nextInt(3) == 0 ? any(2) : near(field.type());
  }

  /** A value of the type's kind, but odd. */
  private Value near(Type type) {
    return switch (type) {
      case Type.Text text -> Value.text(one(TEXTS));
      case Type.Whole whole -> number();
      case Type.Real real -> number();
      case Type.Flag flag -> Value.text(one(WORDS));
      case Type.Span span -> random.nextBoolean() ? Value.text(one(WORDS)) : number();
      case Type.Time time -> Value.text(one(WORDS));
      case Type.Bytes bytes -> Value.text(one(TEXTS));
      case Type.Scalars scalars -> list(near(scalars.element()));
      case Type.Structs structs -> list(any(2));
      case Type.Struct struct -> any(2);
      case Type.StructMap map -> new Value.Fields(Map.of(one(TEXTS), any(2)));
      case Type.TextMap map -> textMap();
      case Type.Opaque opaque -> any(3);
    };
  }

  private Value textMap() {
    if (random.nextInt(6) == 0) {
      Map<String, Value> many = new java.util.LinkedHashMap<>();
      for (int i = 0; i < 65; i++) {
        many.put("k" + i, Value.text("v"));
      }
      return new Value.Fields(many);
    }
    return new Value.Fields(
        Map.of(
            random.nextInt(5) == 0 ? "k".repeat(129) : one(TEXTS),
            random.nextInt(5) == 0 ? Value.text("v".repeat(513)) : any(1)));
  }

  private Value list(Value element) {
    return switch (random.nextInt(4)) {
      case 0 -> element;
      case 1 -> Value.Items.of(element);
      case 2 -> Value.Items.of(element, element);
      default -> new Value.Items(Collections.nCopies(2, Value.Items.of(element)));
    };
  }

  private Value number() {
    return random.nextInt(4) == 0 ? Value.text(one(WORDS)) : number(one(NUMBERS));
  }

  private static Value number(String raw) {
    return raw.matches("-?[0-9]+")
        ? new Value.Whole(new BigInteger(raw))
        : new Value.Decimal(new BigDecimal(raw));
  }

  /** A value of any kind. */
  Value any(int depth) {
    int kinds = depth > 0 ? 9 : 6;
    return switch (random.nextInt(kinds)) {
      case 0 -> Value.Nothing.NULL;
      case 1 -> Value.text(one(TEXTS));
      case 2 -> Value.text(one(WORDS));
      case 3 -> number(one(NUMBERS));
      case 4 -> Value.Flag.of(random.nextBoolean());
      case 5 -> Value.Items.EMPTY;
      case 6 -> new Value.Fields(Map.of(one(TEXTS), any(depth - 1)));
      case 7 -> {
        List<Value> items = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
          items.add(any(depth - 1));
        }
        yield new Value.Items(items);
      }
      default -> Value.Fields.EMPTY;
    };
  }

  private String misspelled(String word) {
    return switch (random.nextInt(5)) {
      case 0 -> word.toUpperCase(Locale.ROOT);
      case 1 -> word.toLowerCase(Locale.ROOT);
      case 2 -> word + " ";
      case 3 -> word.substring(1);
      default -> "nope";
    };
  }

  /** A key that the map may not have. */
  String key(Field field) {
    return switch (random.nextInt(9)) {
      case 0 -> field.name() + "s";
      case 1 -> field.name().substring(1);
      case 2 -> "Namespace";
      case 3 -> "partition";
      case 4 -> "x." + field.name();
      case 5 -> one(TEXTS);
      case 6 -> "MyJWT";
      case 7 -> field.name().replaceAll("(?<=[a-z])(?=[A-Z])", "-");
      default -> "Kind";
    };
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
