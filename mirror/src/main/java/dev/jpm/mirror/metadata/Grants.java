package dev.jpm.mirror.metadata;

import dev.jpm.mirror.config.TeamName;
import dev.jpm.model.PackageName;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** What has been said of packages that were published here: which are not for all, and whose. */
public interface Grants {
  /** What a team may do with a package. */
  enum Permission {
    READ("read"),
    WRITE("write");

    private final String word;

    Permission(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** Whether a package is read by those alone who have rights to it. */
  boolean isRestricted(PackageName name);

  Set<PackageName> restricted();

  void restrict(PackageName name, boolean restricted);

  void grant(TeamName team, PackageName name, Permission permission);

  /** Takes a team's right back; false where it had none. */
  boolean revoke(TeamName team, PackageName name);

  /** The most that a person may do with a package by the teams that they belong to. */
  Optional<Permission> of(PackageName name, String person);

  /** What people may do with a package by their teams. */
  SequencedMap<String, Permission> people(PackageName name);

  SequencedMap<PackageName, Permission> packages(TeamName team);

  /** What a person may do by their teams. */
  SequencedMap<PackageName, Permission> packages(String person);
}
