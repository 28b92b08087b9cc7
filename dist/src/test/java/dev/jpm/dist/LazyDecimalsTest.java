package dev.jpm.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Lowered Jackson reads numbers as the original does. */
final class LazyDecimalsTest {
  /** Jackson lowered; everything else as usual. */
  private static final class Lowered extends ClassLoader {
    Lowered() {
      super(LazyDecimalsTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        if (known != null) {
          return known;
        }
        if (!name.startsWith("tools.jackson.") && !name.equals(Numbers.class.getName())) {
          return super.loadClass(name, resolve);
        }
        byte[] bytes = bytes(name.replace('.', '/') + ".class");
        return defineClass(name, bytes, 0, bytes.length);
      }
    }

    private byte[] bytes(String entry) throws ClassNotFoundException {
      if (entry.equals(LazyDecimals.holderEntry())) {
        return LazyDecimals.holder();
      }
      try (InputStream in = getParent().getResourceAsStream(entry)) {
        if (in == null) {
          throw new ClassNotFoundException(entry);
        }
        return LazyDecimals.lower(in.readAllBytes());
      } catch (IOException e) {
        throw new ClassNotFoundException(entry, e);
      }
    }
  }

  /** What becomes of a number read as a decimal and then asked for as each whole one. */
  public static final class Numbers {
    private Numbers() {}

    public static String of(String number) {
      StringBuilder said = new StringBuilder();
      try (var parser = JsonMapper.shared().createParser(number)) {
        parser.nextToken();
        said.append(parser.getDecimalValue());
        try {
          said.append(' ').append(parser.getIntValue()).append(' ').append(parser.getLongValue());
        } catch (JacksonException e) {
          said.append(' ').append(e.getOriginalMessage());
        }
      }
      var node = JsonMapper.shared().getNodeFactory().numberNode(new BigDecimal(number));
      return said.append(' ')
          .append(node.canConvertToInt())
          .append(node.canConvertToLong())
          .append(node.asInt(-1))
          .toString();
    }
  }

  @Test
  void whatIsLoweredIsFound() throws Exception {
    Class<?> parser = new Lowered().loadClass("tools.jackson.core.base.ParserMinimalBase");
    Class<?> node = new Lowered().loadClass("tools.jackson.databind.node.ValueNode");

    assertThat(parser.getDeclaredFields()).noneMatch(f -> f.getType() == BigDecimal.class);
    assertThat(node.getDeclaredFields()).noneMatch(f -> f.getType() == BigDecimal.class);
  }

  @Test
  void numbersAtTheBoundsAreWhatTheyWere() throws Exception {
    Class<?> lowered = new Lowered().loadClass(Numbers.class.getName());
    for (String number :
        new String[] {
          "0.5",
          "2147483647.0",
          "2147483648.0",
          "-2147483648.0",
          "-2147483649.0",
          "9223372036854775807.0",
          "9223372036854775808.0",
          "-9223372036854775809.0"
        }) {
      assertThat(lowered.getMethod("of", String.class).invoke(null, number))
          .as(number)
          .isEqualTo(Numbers.of(number));
    }
  }
}
