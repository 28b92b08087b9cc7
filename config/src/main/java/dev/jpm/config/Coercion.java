package dev.jpm.config;

import dev.jpm.config.OptionValue.Flag;
import dev.jpm.config.OptionValue.Many;
import dev.jpm.config.OptionValue.Moment;
import dev.jpm.config.OptionValue.Nothing;
import dev.jpm.config.OptionValue.Num;
import dev.jpm.config.OptionValue.Text;
import dev.jpm.config.ValueType.Basic;
import dev.jpm.config.ValueType.Literal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Turns what was written into what a setting holds, by npm's rules. */
final class Coercion {
  private final Host host;

  Coercion(Host host) {
    this.host = host;
  }

  /** A value that fits its setting, and those that did not. */
  record Checked(Optional<OptionValue> value, List<OptionValue> refused) {}

  /** What {@code raw} means for {@code option}; for an unknown setting {@code option} is null. */
  OptionValue parsed(OptionValue raw, @Nullable Option option) {
    return switch (raw) {
      case Text(String text) -> fromText(text.strip(), option, false);
      case Many(List<OptionValue> values) ->
          option != null && option.repeatable()
              ? new Many(values.stream().map(value -> element(value, option)).toList())
              : raw;
      case Flag _, Num _, Moment _, Nothing _ -> raw;
    };
  }

  private OptionValue element(OptionValue value, Option option) {
    return value instanceof Text(String text) ? fromText(text.strip(), option, true) : value;
  }

  private OptionValue fromText(String raw, @Nullable Option option, boolean inList) {
    boolean path = has(option, Basic.PATH);
    boolean string = path || has(option, Basic.STRING);
    if (!inList && option != null && option.repeatable()) {
      List<OptionValue> parts = new ArrayList<>();
      for (String part : raw.split("\n\n", -1)) {
        parts.add(fromText(part.strip(), option, true));
      }
      return new Many(parts);
    }
    if (has(option, Basic.BOOLEAN) && !string && raw.isEmpty()) {
      return Flag.YES;
    }
    if (!string && !has(option, Basic.NUMBER)) {
      switch (raw) {
        case "true" -> {
          return Flag.YES;
        }
        case "false" -> {
          return Flag.NO;
        }
        case "null", "undefined" -> {
          return Nothing.NOTHING;
        }
        default -> {}
      }
    }
    return converted(Variables.replaced(raw, host.env()), option);
  }

  private OptionValue converted(String text, @Nullable Option option) {
    if (has(option, Basic.DATE)) {
      return Literals.date(text).<OptionValue>map(Moment::new).orElseGet(() -> new Text(text));
    }
    if (has(option, Basic.PATH)) {
      return new Text(host.resolve(text).toString());
    }
    OptionalDouble number =
        has(option, Basic.UMASK)
            ? Literals.umask(text)
            : has(option, Basic.NUMBER) ? Literals.number(text) : OptionalDouble.empty();
    return number.isPresent() ? new Num(number.getAsDouble()) : new Text(text);
  }

  /** {@code value} as far as the types of {@code option} accept it. */
  Checked checked(OptionValue value, Option option) {
    List<OptionValue> given =
        value instanceof Many(List<OptionValue> values) ? values : List.of(value);
    List<OptionValue> kept = new ArrayList<>();
    List<OptionValue> refused = new ArrayList<>();
    for (OptionValue each : given) {
      Optional<OptionValue> fit = fitting(loosened(each, option), option);
      fit.ifPresentOrElse(kept::add, () -> refused.add(each));
    }
    if (value instanceof Many || option.repeatable()) {
      return kept.isEmpty() && !option.repeatable()
          ? new Checked(Optional.empty(), refused)
          : new Checked(Optional.of(new Many(kept)), refused);
    }
    return new Checked(kept.stream().findFirst(), refused);
  }

  /** Words that mean more than text, where the setting allows what they mean. */
  private static OptionValue loosened(OptionValue value, Option option) {
    OptionValue read = value instanceof Text(String text) ? word(text.strip(), option) : value;
    boolean takesFalse =
        has(option, Basic.BOOLEAN) || option.types().contains(new Literal(Flag.NO));
    return read.equals(Flag.NO) && has(option, Basic.NULL) && !takesFalse ? Nothing.NOTHING : read;
  }

  private static OptionValue word(String text, Option option) {
    if (text.equals("null") && has(option, Basic.NULL)) {
      return Nothing.NOTHING;
    }
    if (text.equals("true") || text.equals("false")) {
      Flag flag = Flag.of(text.equals("true"));
      if (has(option, Basic.BOOLEAN) || option.types().contains(new Literal(flag))) {
        return flag;
      }
    }
    if (has(option, Basic.NUMBER)) {
      OptionalDouble number = Literals.number(text);
      return number.isPresent() ? new Num(number.getAsDouble()) : new Text(text);
    }
    if (has(option, Basic.DATE)) {
      return Literals.date(text).<OptionValue>map(Moment::new).orElseGet(() -> new Text(text));
    }
    return new Text(text);
  }

  private Optional<OptionValue> fitting(OptionValue value, Option option) {
    for (ValueType type : option.types()) {
      Optional<OptionValue> fit =
          switch (type) {
            case Literal(OptionValue accepted) ->
                accepted.equals(value) ? Optional.of(value) : Optional.empty();
            case Basic basic -> as(basic, value);
          };
      if (fit.isPresent()) {
        return fit;
      }
    }
    return Optional.empty();
  }

  private Optional<OptionValue> as(Basic type, OptionValue value) {
    String text = value.shown(",");
    return switch (type) {
      case ARRAY -> Optional.empty();
      case NULL -> value == Nothing.NOTHING ? Optional.of(value) : Optional.empty();
      case BOOLEAN -> Optional.of(Flag.of(truth(value)));
      case STRING -> Optional.of(new Text(text));
      case PATH ->
          value instanceof Text
              ? Optional.of(new Text(host.resolve(text).toString()))
              : Optional.empty();
      case URL -> Literals.url(text).map(Text::new);
      case SEMVER -> Literals.version(text).map(Text::new);
      case DATE ->
          value instanceof Moment ? Optional.of(value) : Literals.date(text).map(Coercion::moment);
      case NUMBER -> number(value);
      case UMASK ->
          value instanceof Num(double mask)
              ? mask >= 0 && mask <= 0777 ? Optional.of(value) : Optional.empty()
              : optional(Literals.umask(text));
    };
  }

  private static OptionValue moment(Instant instant) {
    return new Moment(instant);
  }

  private static Optional<OptionValue> number(OptionValue value) {
    return switch (value) {
      case Num _ -> Optional.of(value);
      case Flag(boolean on) -> Optional.of(new Num(on ? 1 : 0));
      case Nothing _ -> Optional.of(new Num(0));
      case Moment(Instant instant) -> Optional.of(new Num(instant.toEpochMilli()));
      case Text(String text) -> optional(Literals.number(text));
      case Many _ -> Optional.empty();
    };
  }

  private static Optional<OptionValue> optional(OptionalDouble number) {
    return number.isPresent() ? Optional.of(new Num(number.getAsDouble())) : Optional.empty();
  }

  private static boolean truth(OptionValue value) {
    return switch (value) {
      case Flag(boolean on) -> on;
      case Num(double number) -> number != 0;
      case Nothing _ -> false;
      case Moment _, Many _ -> true;
      case Text(String text) -> {
        OptionalDouble number = Literals.number(text);
        yield number.isPresent()
            ? number.getAsDouble() != 0
            : !text.equals("null") && !text.equals("false");
      }
    };
  }

  private static boolean has(@Nullable Option option, Basic type) {
    return option != null && option.types().contains(type);
  }
}
