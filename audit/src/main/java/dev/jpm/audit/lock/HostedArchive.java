package dev.jpm.audit.lock;

import dev.jpm.lockfile.entry.LockedPackage;
import dev.jpm.lockfile.entry.Requirement;
import dev.jpm.model.spec.HostedRepository;
import dev.jpm.model.spec.Spec;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Yarn 1 and pnpm lock in the place of a code host's repository: its archive of a commit. */
final class HostedArchive {
  private static final Pattern PLACE =
      Pattern.compile(
          "https://(?:codeload\\.(github\\.com)/([^/]+/[^/]+)/tar\\.gz/"
              + "|(gitlab\\.com)/([^/]+/[^/]+)/repository/archive\\.tar\\.gz\\?ref="
              + "|(bitbucket\\.org)/([^/]+/[^/]+)/get/)([0-9a-f]{40})(?:\\.tar\\.gz)?");

  private HostedArchive() {}

  /** Whether {@code entry} is an archive of just the repository that {@code asker} names. */
  static boolean isOf(Requirement asker, LockedPackage entry) {
    String url = entry.url();
    Matcher place = PLACE.matcher(url == null ? "" : url);
    if (!place.matches()
        || !(Specs.parsed(asker) instanceof Spec.GitSpec wanted)
        || wanted.hosted() == null) {
      return false;
    }
    HostedRepository hosted = wanted.hosted();
    String own = hosted.user() + "/" + hosted.project();
    String asked = wanted.committish();
    boolean fixed = asked != null && MovedCommitRule.COMMIT.matcher(asked).matches();
    return domain(hosted).equals(one(place, 1))
        && own.equalsIgnoreCase(one(place, 2))
        && (!fixed || place.group(7).startsWith(asked));
  }

  private static String domain(HostedRepository hosted) {
    String name = hosted.host().name().toLowerCase(Locale.ROOT);
    return name + (hosted.host() == HostedRepository.Host.BITBUCKET ? ".org" : ".com");
  }

  /** Of the three hosts' groups the one that is there. */
  private static String one(Matcher place, int first) {
    for (int group = first; group < 7; group += 2) {
      if (place.group(group) != null) {
        return place.group(group);
      }
    }
    return "";
  }
}
