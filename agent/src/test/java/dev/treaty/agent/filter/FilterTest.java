package dev.treaty.agent.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTest {

  private record Part(String status) {}

  private record Thing(
      String name,
      long port,
      boolean on,
      List<String> tags,
      Map<String, String> meta,
      List<Part> parts) {}

  private static final Fields<Thing> FIELDS =
      Fields.<Thing>none()
          .text("Name", Thing::name)
          .number("Port", Thing::port)
          .flag("On", Thing::on)
          .texts("Tags", Thing::tags)
          .textMap("Meta", Thing::meta)
          .objects("Parts", Thing::parts, Fields.<Part>none().text("Status", Part::status))
          .object("Self", thing -> thing, Fields.<Thing>none().text("Name", Thing::name));

  private static final Thing THING =
      new Thing(
          "web-1",
          80,
          false,
          List.of("v1", "v2"),
          Map.of("m", "1", "a-b", "c"),
          List.of(new Part("passing"), new Part("critical")));

  private static boolean test(String expression) {
    return Filter.of(expression, FIELDS).test(THING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "Port == 80 | true",
        "Port != 80 | false",
        "Port==80 | true",
        "Port == \"0x50\" | true",
        "Name == \"web-1\" | true",
        "Name == `web-1` | true",
        "web in Name | true",
        "Name contains nope | false",
        "Name not contains nope | true",
        "v2 in Tags | true",
        "v3 not in Tags | true",
        "Tags contains v1 | true",
        "Tags is empty | false",
        "Tags is not empty | true",
        "On == false | true",
        "On != 0 | false",
        "Meta.m == 1 | true",
        "Meta[\"a-b\"] == c | true",
        "m in Meta | true",
        "Meta is not empty | true",
        "Meta.zz == 1 | false",
        "Meta.zz != 1 | true",
        "Meta.zz matches \"nothing\" | true",
        "x in Meta.zz | false",
        "x not in Meta.zz | true",
        "Name matches \"^web-[0-9]$\" | true",
        "Name not matches \"^x\" | true",
        "Name matches \"[[:alpha:]]+-\\\\d\" | true",
        "Parts.Status == critical | true",
        "Parts.Status != critical | true",
        "Parts is empty | false",
        "Self.Name == \"web-1\" | true",
        "not Port == 80 | false",
        "not not Port == 80 | true",
        "Port == 1 or Port == 80 and On == true | false",
        "(Port == 1 or Port == 80) and On == false | true",
        "( Port == 80 ) | true",
      })
  void judges(String expression, boolean expected) {
    assertThat(test(expression)).as(expression).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "Foo == 1 | Selector \"Foo\" is not valid",
        "port == 1 | Selector \"port\" is not valid",
        "Parts.Foo == 1 | Selector \"Parts.Foo\" is not valid",
        "Meta.a.b == 1 | Selector \"Meta.a.b\" is not valid",
        "Name.x == 1 | Selector \"Name.x\" is not valid",
        "Tags == v1 | Invalid match operator \"Equal\" for selector \"Tags\"",
        "Port is empty | Invalid match operator \"Is Empty\" for selector \"Port\"",
        "Port contains 8 | Invalid match operator \"In\" for selector \"Port\"",
        "Port matches 8 | Invalid match operator \"Matches\" for selector \"Port\"",
        "Meta == x | Invalid match operator \"Equal\" for selector \"Meta\"",
        "Self == x | Invalid match operator \"Equal\" for selector \"Self\"",
        "Port == abc | Failed to coerce value \"abc\" for selector \"Port\":"
            + " strconv.ParseInt: parsing \"abc\": invalid syntax",
        "Port == 99999999999999999999 | Failed to coerce value \"99999999999999999999\" for"
            + " selector \"Port\": strconv.ParseInt: parsing \"99999999999999999999\": value out of"
            + " range",
        "On == maybe | Failed to coerce value \"maybe\" for selector \"On\":"
            + " strconv.ParseBool: parsing \"maybe\": invalid syntax",
        "Name matches \"(\" | Failed to compile regular expression \"(\":"
            + " error parsing regexp: missing closing ): `(`",
        "Name matches \"*\" | Failed to compile regular expression \"*\":"
            + " error parsing regexp: missing argument to repetition operator: `*`",
        "Name matches \"a**\" | Failed to compile regular expression \"a**\":"
            + " error parsing regexp: invalid nested repetition operator: `**`",
        "Name matches \"(?=a)\" | Failed to compile regular expression \"(?=a)\":"
            + " error parsing regexp: invalid or unsupported Perl syntax: `(?=`",
        "Name matches \"[a\" | Failed to compile regular expression \"[a\":"
            + " error parsing regexp: missing closing ]: `[a`",
        "Port = 80 | 1:6 (5): no match found, expected: \"!=\", \"==\", \"contains\", \"in\","
            + " \"is\", \"matches\", \"not\" or [ \\t\\r\\n]",
      })
  void refusesInTheWordsOfConsul(String expression, String text) {
    assertThatThrownBy(() -> Filter.of(expression, FIELDS))
        .isInstanceOf(InvalidFilterException.class)
        .hasMessage("Failed to create boolean expression evaluator: " + text);
  }

  @Test
  void letsEverythingPassWithoutAnExpression() {
    assertThat(Filter.of("", FIELDS).isOpen()).isTrue();
    assertThat(test("")).isTrue();
  }

  @Test
  void judgesLazyFiltersOnlyWhereThereIsSomething() {
    assertThat(Filter.lazily("Foo == 1", FIELDS, false).isOpen()).isTrue();
    assertThatThrownBy(() -> Filter.lazily("Foo == 1", FIELDS, true))
        .hasMessage("Selector \"Foo\" is not valid");
  }

  @Test
  void staysFastOnNestedParentheses() {
    String deep = "(".repeat(40) + "Port == 80" + ")".repeat(40);
    assertThat(test(deep)).isTrue();
  }

  @Test
  void refusesWhatWouldExhaustTheStack() {
    assertThatThrownBy(() -> test("not ".repeat(20_000) + "Port == 80"))
        .isInstanceOf(InvalidFilterException.class);
  }

  @Test
  void boundsTheWorkOfARegularExpression() {
    Fields<String> text = Fields.<String>none().text("T", value -> value);
    Filter<String> filter = Filter.of("T matches \"(a+)+$\"", text);
    assertThat(filter.test("a".repeat(40) + "b")).isFalse();
  }
}
