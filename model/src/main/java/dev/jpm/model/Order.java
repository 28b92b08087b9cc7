package dev.jpm.model;

import java.util.Comparator;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Comparators for what every install sorts. Those that {@link Comparator} itself makes can be
 * serialized, which keeps them out of ahead-of-time caches: each kind would cost milliseconds at
 * every start.
 */
public final class Order {
  private Order() {}

  /** Sorts by what {@code key} gives, lowest first. */
  public static <T, K extends Comparable<? super K>> Comparator<T> by(Function<T, K> key) {
    return (a, b) -> key.apply(a).compareTo(key.apply(b));
  }

  /** Sorts by what {@code key} gives, in {@code order}. */
  public static <T, K> Comparator<T> by(Function<T, K> key, Comparator<? super K> order) {
    return (a, b) -> order.compare(key.apply(a), key.apply(b));
  }

  /** Sorts by the number that {@code key} gives, lowest first. */
  public static <T> Comparator<T> byNumber(ToIntFunction<T> key) {
    return (a, b) -> Integer.compare(key.applyAsInt(a), key.applyAsInt(b));
  }

  /** Sorts by {@code first}, and by {@code second} what that holds equal. */
  public static <T> Comparator<T> then(Comparator<T> first, Comparator<? super T> second) {
    return (a, b) -> {
      int decided = first.compare(a, b);
      return decided != 0 ? decided : second.compare(a, b);
    };
  }
}
