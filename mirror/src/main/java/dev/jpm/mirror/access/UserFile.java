package dev.jpm.mirror.access;

import dev.jpm.mirror.metadata.People;
import dev.jpm.mirror.metadata.People.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes in the users that another server has in a file of htpasswd. Their passwords stay what they
 * are, and are stretched as all others once they have been shown.
 */
public final class UserFile {
  private final People people;
  private final Instant now;
  private int added;
  private int here;
  private final List<String> problems = new ArrayList<>();

  private UserFile(People people, Instant now) {
    this.people = people;
    this.now = now;
  }

  /**
   * What came of it.
   *
   * @param here how many were users already, and stay as they are
   * @param problems why others are none
   */
  public record Result(int added, int here, List<String> problems) {
    public Result {
      problems = List.copyOf(problems);
    }
  }

  /** Takes in what stands in {@code text}. */
  public static Result take(String text, People people, Instant now) {
    UserFile file = new UserFile(people, now);
    List<String> lines = text.lines().map(String::strip).toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isEmpty() && !line.startsWith("#")) {
        file.take(i + 1, line.split(":", -1));
      }
    }
    return new Result(file.added, file.here, file.problems);
  }

  /** What follows name and password are remarks. */
  private void take(int line, String[] parts) {
    String name = parts[0];
    if (!Accounts.isName(name)) {
      problems.add("line " + line + ": \"" + name + "\" cannot be the name of a user here");
    } else if (parts.length < 2 || !ForeignPasswords.isKnown(parts[1])) {
      problems.add("line " + line + ": the password of " + name + " is of no known kind");
    } else if (people.add(new Person(name, parts[1], "", now))) {
      added++;
    } else {
      here++;
    }
  }
}
