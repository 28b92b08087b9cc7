package dev.jpm.config;

import dev.jpm.config.OptionValue.Flag;
import dev.jpm.config.OptionValue.Nothing;
import dev.jpm.config.OptionValue.Num;
import dev.jpm.config.OptionValue.Text;
import dev.jpm.config.ValueType.Basic;
import dev.jpm.config.ValueType.Literal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One setting: its name, the types it accepts in the order they are tried, what it is when nobody
 * sets it, and how help speaks of it. {@code shorts} are its one-letter flags; {@code exported}
 * says whether scripts see it as {@code npm_config_*}; {@code excludes} names settings that cannot
 * be given together with it; {@code deprecated} marks what npm keeps for old projects only.
 */
public record Option(
    String name,
    List<ValueType> types,
    OptionValue defaultValue,
    List<String> shorts,
    boolean exported,
    List<String> excludes,
    String hint,
    boolean deprecated,
    String description) {

  static Option typed(String name, ValueType... types) {
    String hint = List.of(types).equals(List.of(Basic.NUMBER)) ? "<number>" : "<" + name + ">";
    return new Option(
        name, List.of(types), Nothing.NOTHING, List.of(), true, List.of(), hint, false, "");
  }

  static Option bool(String name, boolean byDefault) {
    return typed(name, Basic.BOOLEAN).withDefault(Flag.of(byDefault));
  }

  static Option number(String name, double byDefault) {
    return typed(name, Basic.NUMBER).withDefault(new Num(byDefault));
  }

  static Option text(String name, String byDefault) {
    return typed(name, Basic.STRING).withDefault(new Text(byDefault));
  }

  static Option oneOf(String name, String byDefault, String... accepted) {
    ValueType[] types = Arrays.stream(accepted).map(Literal::of).toArray(ValueType[]::new);
    return typed(name, types).withDefault(new Text(byDefault));
  }

  Option defaults(String text) {
    return withDefault(new Text(text));
  }

  Option defaults(OptionValue value) {
    return withDefault(value);
  }

  Option shortForm(String letter) {
    List<String> more = new ArrayList<>(shorts);
    more.add(letter);
    return new Option(
        name, types, defaultValue, more, exported, excludes, hint, deprecated, description);
  }

  Option notExported() {
    return new Option(
        name, types, defaultValue, shorts, false, excludes, hint, deprecated, description);
  }

  Option excludes(String... others) {
    return new Option(
        name,
        types,
        defaultValue,
        shorts,
        exported,
        List.of(others),
        hint,
        deprecated,
        description);
  }

  Option hint(String shown) {
    return new Option(
        name, types, defaultValue, shorts, exported, excludes, shown, deprecated, description);
  }

  Option old() {
    return new Option(
        name, types, defaultValue, shorts, exported, excludes, hint, true, description);
  }

  Option says(String text) {
    return new Option(
        name, types, defaultValue, shorts, exported, excludes, hint, deprecated, text);
  }

  private Option withDefault(OptionValue value) {
    return new Option(
        name, types, value, shorts, exported, excludes, hint, deprecated, description);
  }

  /** Whether the setting collects a value each time it is given. */
  public boolean repeatable() {
    return types.contains(Basic.ARRAY);
  }

  /** Whether the setting can be given as a bare flag. */
  public boolean flag() {
    return types.contains(Basic.BOOLEAN);
  }

  /** Whether a flag of this setting never takes a word after it, apart from true and false. */
  public boolean onlyFlag() {
    return types.equals(List.of(Basic.BOOLEAN));
  }

  /** The texts among the accepted values, where the setting accepts only certain ones. */
  public List<String> choices() {
    List<String> texts = new ArrayList<>();
    for (ValueType type : types) {
      if (type instanceof Literal(Text(String text))) {
        texts.add(text);
      }
    }
    return texts;
  }
}
