package dev.treaty.model.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class Utf8OrderProperties {

  private static final int[] POINTS = {
    'a', 'b', 0x7f, 0x80, 0x7ff, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff
  };

  @Property(tries = 2000, seed = "15")
  void isTheOrderOfBytes(@ForAll long seed) {
    Random random = new Random(seed);
    String one = text(random);
    String other = text(random);
    int bytes =
        Arrays.compareUnsigned(
            one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    assertThat(Integer.signum(Utf8Order.INSTANCE.compare(one, other)))
        .isEqualTo(Integer.signum(bytes));
  }

  private static String text(Random random) {
    StringBuilder out = new StringBuilder();
    for (int length = random.nextInt(4); length > 0; length--) {
      out.appendCodePoint(POINTS[random.nextInt(POINTS.length)]);
    }
    return out.toString();
  }
}
