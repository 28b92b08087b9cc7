package dev.jpm.config;

import dev.jpm.config.OptionValue.Flag;
import dev.jpm.config.OptionValue.Many;
import dev.jpm.config.OptionValue.Nothing;
import dev.jpm.config.OptionValue.Num;
import dev.jpm.config.OptionValue.Text;
import dev.jpm.config.ValueType.Basic;
import dev.jpm.config.ValueType.Literal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a command line by npm's habits: flags anywhere up to {@code --}, {@code --x=y} and {@code
 * --x y}, {@code --no-x}, a flag that is followed by true or false, letters glued together, flags
 * that stand for other words, unambiguous beginnings.
 */
public final class ArgumentReader {
  private final List<String> args;
  private final SequencedMap<String, OptionValue> values = new LinkedHashMap<>();
  private final List<String> words = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private int at;

  private ArgumentReader(List<String> args) {
    this.args = new ArrayList<>(args);
  }

  /** What {@code args} (without the program's name) say. */
  public static Arguments read(List<String> args) {
    ArgumentReader reader = new ArgumentReader(args);
    reader.run();
    return new Arguments(reader.values, reader.words, reader.unknown, reader.notes);
  }

  private void run() {
    while (at < args.size()) {
      String arg = args.get(at);
      if (isDashes(arg)) {
        words.addAll(args.subList(at + 1, args.size()));
        return;
      }
      if (arg.length() > 1 && arg.charAt(0) == '-') {
        flag(arg);
      } else {
        words.add(arg);
        at++;
      }
    }
  }

  private static boolean isDashes(String arg) {
    return arg.length() >= 2 && arg.chars().allMatch(c -> c == '-');
  }

  private void flag(String whole) {
    int equals = whole.indexOf('=');
    String typed = equals < 0 ? whole : whole.substring(0, equals);
    if (equals >= 0) {
      args.set(at, typed);
      args.add(at + 1, whole.substring(equals + 1));
    }
    Optional<List<String>> stands = standsFor(typed.replaceFirst("^-+", ""));
    if (stands.isPresent()) {
      args.remove(at);
      args.addAll(at, stands.get());
      if (!stands.get().getFirst().equals(typed)) {
        return;
      }
    }
    named(typed, equals >= 0);
  }

  /** The words that a flag stands for, where it is none itself. */
  private Optional<List<String>> standsFor(String name) {
    Map<String, List<String>> shorts = OptionTable.shortForms();
    if (OptionTable.find(name) != null) {
      return Optional.empty();
    }
    if (shorts.containsKey(name)) {
      return Optional.ofNullable(shorts.get(name));
    }
    List<String> glued = new ArrayList<>();
    boolean allLetters = !name.isEmpty();
    for (int i = 0; i < name.length() && allLetters; i++) {
      List<String> letter = shorts.get(name.substring(i, i + 1));
      allLetters = letter != null;
      if (letter != null) {
        glued.addAll(letter);
      }
    }
    if (allLetters) {
      return Optional.of(glued);
    }
    if (optionBeginning(name).isPresent()) {
      return Optional.empty();
    }
    Optional<String> beginning = Prefixes.expand(name, shorts.keySet());
    beginning.ifPresent(found -> noteExpansion(name, found));
    return beginning.map(shorts::get);
  }

  private static Optional<String> optionBeginning(String name) {
    return Prefixes.expand(name, OptionTable.all().stream().map(Option::name).toList());
  }

  private void noteExpansion(String typed, String found) {
    notes.add("Expanding --" + typed + " to --" + found);
  }

  private void named(String typed, boolean hadValue) {
    String name = typed.replaceFirst("^-+", "");
    @Nullable Boolean negated = null;
    while (name.toLowerCase(Locale.ROOT).startsWith("no-")) {
      negated = negated == null || !negated;
      name = name.substring(3);
    }
    Option option = OptionTable.find(name);
    if (option == null) {
      Optional<String> whole = optionBeginning(name);
      if (whole.isPresent()) {
        noteExpansion(name, whole.get());
        name = whole.get();
        option = OptionTable.find(name);
      }
    }
    if (option == null && !isPerRegistry(name)) {
      unknown.add(typed);
    }
    if (takesNoWord(option, negated, hadValue)) {
      store(name, option, flagValue(option, negated != null && negated));
    } else {
      store(name, option, wordValue(option));
    }
  }

  private static boolean isPerRegistry(String name) {
    return name.startsWith("//") || (name.startsWith("@") && name.endsWith(":registry"));
  }

  private boolean takesNoWord(
      @Nullable Option option, @Nullable Boolean negated, boolean hadValue) {
    if (negated != null || (option != null && option.flag())) {
      return true;
    }
    if (option == null) {
      return !hadValue;
    }
    return "false".equals(next()) && option.types().contains(Basic.NULL);
  }

  private @Nullable String next() {
    return at + 1 < args.size() ? args.get(at + 1) : null;
  }

  private OptionValue flagValue(@Nullable Option option, boolean no) {
    String next = next();
    at++;
    if (next != null && (next.equals("true") || next.equals("false"))) {
      at++;
      return Flag.of(next.equals("true") != no);
    }
    if (next == null || next.isEmpty() || option == null || option.types().size() < 2) {
      return Flag.of(!no);
    }
    Optional<OptionValue> taken = wordAfterFlag(option, next);
    if (taken.isPresent()) {
      at++;
    }
    return taken.orElse(Flag.of(!no));
  }

  /** A flag that accepts more than yes and no takes the next word where that fits. */
  private static Optional<OptionValue> wordAfterFlag(Option option, String next) {
    if (option.types().contains(Literal.of(next))) {
      return Optional.of(new Text(next));
    }
    if (next.equals("null") && option.types().contains(Basic.NULL)) {
      return Optional.of(Nothing.NOTHING);
    }
    OptionalDouble number = Literals.number(next);
    if (number.isPresent() && option.types().contains(Basic.NUMBER)) {
      return Optional.of(new Num(number.getAsDouble()));
    }
    boolean looksLikeFlag = next.length() > 1 && next.charAt(0) == '-' && next.charAt(1) != '-';
    return !looksLikeFlag && option.types().contains(Basic.STRING)
        ? Optional.of(new Text(next))
        : Optional.empty();
  }

  private OptionValue wordValue(@Nullable Option option) {
    String next = next();
    boolean text = option != null && option.types().equals(List.of(Basic.STRING));
    if (text && (next == null || next.matches("(?s)-{1,2}[^-].*"))) {
      at++;
      return new Text("");
    }
    if (next == null || isDashes(next)) {
      at++;
      return Flag.YES;
    }
    at += 2;
    return new Text(next);
  }

  private void store(String name, @Nullable Option option, OptionValue value) {
    boolean collects = option != null ? option.repeatable() : values.containsKey(name);
    if (!collects) {
      values.put(name, value);
      return;
    }
    List<OptionValue> all = new ArrayList<>();
    OptionValue before = values.get(name);
    if (before instanceof Many(List<OptionValue> earlier)) {
      all.addAll(earlier);
    } else if (before != null) {
      all.add(before);
    }
    all.add(value);
    values.put(name, new Many(all));
  }
}
