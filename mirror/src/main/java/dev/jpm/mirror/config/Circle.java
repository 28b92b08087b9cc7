package dev.jpm.mirror.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Those whom a rule of access is about.
 *
 * @param all whoever calls
 * @param authenticated whoever has logged in
 * @param owners those who have rights to the package itself
 * @param people by name
 * @param teams whoever belongs to one of them
 */
public record Circle(
    boolean all, boolean authenticated, boolean owners, Set<String> people, Set<TeamName> teams) {
  public static final Circle ALL = new Circle(true, false, false, Set.of(), Set.of());
  public static final Circle AUTHENTICATED = new Circle(false, true, false, Set.of(), Set.of());
  public static final Circle OWNERS = new Circle(false, false, true, Set.of(), Set.of());

  private static final Pattern PERSON = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  public Circle {
    people = Set.copyOf(people);
    teams = Set.copyOf(teams);
  }

  /**
   * The circle that {@code words} name; empty where a word is none that is known, which is told to
   * {@code unknown}: taken for a person, a misspelt one would be anybody who signs up by it.
   */
  static Optional<Circle> tryOf(List<String> words, Consumer<String> unknown) {
    Set<String> people = new LinkedHashSet<>();
    Set<TeamName> teams = new LinkedHashSet<>();
    for (String word : words) {
      Optional<TeamName> team = word.startsWith("@") ? TeamName.tryParse(word) : Optional.empty();
      if (team.isPresent()) {
        teams.add(team.get());
      } else if (PERSON.matcher(word).matches()) {
        people.add(word);
      } else if (!List.of("$all", "$authenticated", "$owners").contains(word)) {
        unknown.accept(word);
        return Optional.empty();
      }
    }
    return Optional.of(
        new Circle(
            words.contains("$all"),
            words.contains("$authenticated"),
            words.contains("$owners"),
            people,
            teams));
  }
}
