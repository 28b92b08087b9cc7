package dev.jpm.dist;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What {@link CallSiteLoweringTest} lowers: switches and records of every kind. */
final class LoweredSamples {
  private LoweredSamples() {}

  sealed interface Shape {}

  record Empty() implements Shape {}

  enum Size {
    SMALL,
    MEDIUM,
    LARGE
  }

  record Everything(
      @Nullable String text,
      int number,
      long large,
      double fraction,
      float small,
      boolean flag,
      byte octet,
      short few,
      char letter)
      implements Shape {}

  static Function<@Nullable Object, String> describe() {
    return value ->
        switch (value) {
          case null -> "nothing";
          case String text when text.isEmpty() -> "no text";
          case String text -> "text " + text;
          case Integer number when number < 0 -> "below zero";
          case Integer number -> "number " + number;
          case List<?> list -> "list of " + list.size();
          case Number other -> "other number " + other;
          default -> "something";
        };
  }

  /** By ordinal; null for -1. */
  static IntFunction<String> sizes() {
    return index -> {
      @Nullable Size size = index < 0 ? null : Size.values()[index];
      return switch (size) {
        case SMALL -> "s";
        case MEDIUM -> "m";
        case null, default -> "other " + index;
      };
    };
  }

  static List<Everything> records() {
    return List.of(
        new Everything("a", 1, 2L, 3.5, 4.5f, true, (byte) 6, (short) 7, 'x'),
        new Everything("a", 1, 2L, 3.5, 4.5f, true, (byte) 6, (short) 7, 'x'),
        new Everything("b", 1, 2L, 3.5, 4.5f, true, (byte) 6, (short) 7, 'x'),
        new Everything("a", 9, 2L, 3.5, 4.5f, true, (byte) 6, (short) 7, 'x'),
        new Everything("a", 1, -2L, 3.5, 4.5f, true, (byte) 6, (short) 7, 'x'),
        new Everything("a", 1, 2L, -0.0, 4.5f, true, (byte) 6, (short) 7, 'x'),
        new Everything("a", 1, 2L, 0.0, 4.5f, true, (byte) 6, (short) 7, 'x'),
        new Everything("a", 1, 2L, Double.NaN, 4.5f, true, (byte) 6, (short) 7, 'x'),
        new Everything("a", 1, 2L, 3.5, Float.NaN, true, (byte) 6, (short) 7, 'x'),
        new Everything("a", 1, 2L, 3.5, 4.5f, false, (byte) 6, (short) 7, 'x'),
        new Everything("a", 1, 2L, 3.5, 4.5f, true, (byte) -6, (short) 7, 'x'),
        new Everything("a", 1, 2L, 3.5, 4.5f, true, (byte) 6, (short) -7, 'x'),
        new Everything("a", 1, 2L, 3.5, 4.5f, true, (byte) 6, (short) 7, 'y'),
        new Everything(null, 1, 2L, 3.5, 4.5f, true, (byte) 6, (short) 7, 'x'));
  }

  static Empty empty() {
    return new Empty();
  }
}
