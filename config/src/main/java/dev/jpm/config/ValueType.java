package dev.jpm.config;

/** One of the types that a setting accepts; a setting lists them in the order they are tried. */
public sealed interface ValueType {

  /** Types that hold many values. {@link #ARRAY} says that the setting can be given repeatedly. */
  enum Basic implements ValueType {
    ARRAY,
    BOOLEAN,
    DATE,
    NULL,
    NUMBER,
    PATH,
    SEMVER,
    STRING,
    UMASK,
    URL
  }

  /** One accepted value. */
  record Literal(OptionValue value) implements ValueType {
    static Literal of(String text) {
      return new Literal(new OptionValue.Text(text));
    }

    static Literal of(double number) {
      return new Literal(new OptionValue.Num(number));
    }

    static Literal of(boolean on) {
      return new Literal(OptionValue.Flag.of(on));
    }
  }
}
