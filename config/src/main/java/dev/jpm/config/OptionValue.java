package dev.jpm.config;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** What a setting can hold, after npm's coercion. */
public sealed interface OptionValue {

  /** Text, a path, a URL. */
  record Text(String text) implements OptionValue {}

  /** Yes or no. */
  record Flag(boolean on) implements OptionValue {
    public static final Flag YES = new Flag(true);
    public static final Flag NO = new Flag(false);

    public static Flag of(boolean on) {
      return on ? YES : NO;
    }
  }

  /** A number, or an octal mode. */
  record Num(double number) implements OptionValue {}

  /** A point in time. */
  record Moment(Instant instant) implements OptionValue {}

  /** npm's {@code null}: deliberately nothing. */
  enum Nothing implements OptionValue {
    NOTHING
  }

  /** Several values, in order. */
  record Many(List<OptionValue> values) implements OptionValue {
    public static final Many EMPTY = new Many(List.of());

    public Many {
      values = List.copyOf(values);
    }

    /** These texts as values. */
    public static Many ofTexts(List<String> texts) {
      return new Many(texts.stream().<OptionValue>map(Text::new).toList());
    }
  }

  /** As it is printed and put into the environment; several are joined by {@code between}. */
  default String shown(String between) {
    return switch (this) {
      case Text value -> value.text();
      case Flag value -> value.on() ? "true" : "false";
      case Num value -> ofNumber(value.number());
      case Moment value -> value.instant().toString();
      case Nothing _ -> "null";
      case Many many ->
          many.values().stream().map(v -> v.shown(between)).collect(Collectors.joining(between));
    };
  }

  private static String ofNumber(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
