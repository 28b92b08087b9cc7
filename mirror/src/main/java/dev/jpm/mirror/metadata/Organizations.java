package dev.jpm.mirror.metadata;

import dev.jpm.mirror.config.TeamName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Organizations: a scope that people belong to, and their teams. There is one as long as somebody
 * belongs to it.
 */
public interface Organizations {
  /** As what somebody belongs to one. */
  enum Role {
    /** Says who belongs to it. */
    OWNER,
    /** Says what teams there are, and what they may do. */
    ADMIN,
    /** Publishes new packages under its name. */
    DEVELOPER;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> of(String word) {
      return List.of(values()).stream().filter(role -> role.word().equals(word)).findFirst();
    }
  }

  /** All of them, by name. */
  List<String> all();

  /** Those that {@code person} belongs to, by name. */
  List<String> of(String person);

  /** Who belongs to {@code org}, by name. */
  SequencedMap<String, Role> members(String org);

  /** Makes {@code founder} the owner of an organization that has nobody yet. */
  void found(String org, String founder);

  /** Says as what a person belongs to one; false where it would have had an owner and then none. */
  boolean setMember(String org, String person, Role role);

  /** Takes a person out of one and of its teams; false where that leaves it without an owner. */
  boolean removeMember(String org, String person);

  /** Its teams, by name. */
  List<TeamName> teams(String org);

  boolean has(TeamName team);

  /** Makes a team; false where there is one. */
  boolean add(TeamName team);

  /** Ends a team with all that it may do; false where there is none. */
  boolean remove(TeamName team);

  /** Who belongs to {@code team}, by name. */
  List<String> people(TeamName team);

  boolean isIn(TeamName team, String person);

  /** Adds a person to a team; false where they do not belong to the organization. */
  boolean add(TeamName team, String person);

  /** Takes a person out of a team; false where they were not in it. */
  boolean remove(TeamName team, String person);
}
