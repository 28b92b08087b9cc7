package dev.jpm.model.spec;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A repository on a host whose URLs npm knows.
 *
 * @param user owner or group; null for some gists
 * @param auth {@code user:password} of the URL it was read from, where that kind of URL keeps it
 * @param committish after the {@code #}, decoded; null or empty for none
 * @param form how it was written, and so how it is written again
 */
public record HostedRepository(
    Host host,
    @Nullable String user,
    @Nullable String auth,
    String project,
    @Nullable String committish,
    Form form) {

  /** The ways to write a hosted repository down. */
  public enum Form {
    SHORTCUT,
    SSH,
    HTTPS,
    GIT
  }

  /** The hosts that npm knows, with the protocols under which it recognises them. */
  public enum Host {
    GITHUB("github", "github.com", " git http git+ssh git+https ssh https "),
    BITBUCKET("bitbucket", "bitbucket.org", " git+ssh git+https ssh https "),
    GITLAB("gitlab", "gitlab.com", " git+ssh git+https ssh https "),
    GIST("gist", "gist.github.com", " git git+ssh git+https ssh https "),
    SOURCEHUT("sourcehut", "git.sr.ht", " git+ssh https ");

    private final String shortcut;
    private final String domain;

    /** Between spaces. */
    private final String protocols;

    Host(String shortcut, String domain, String protocols) {
      this.shortcut = shortcut;
      this.domain = domain;
      this.protocols = protocols;
    }

    String shortcut() {
      return shortcut;
    }

    String domain() {
      return domain;
    }

    boolean speaks(String protocol) {
      return protocols.contains(" " + protocol + " ");
    }
  }

  /** The repository that a URL or shortcut means; empty where no known host serves it. */
  public static Optional<HostedRepository> tryParse(String text) {
    return Optional.ofNullable(HostedParser.parse(text));
  }

  /** As npm writes it into the repository field of what it publishes. */
  public String published() {
    return form == Form.SHORTCUT
        ? (host == Host.SOURCEHUT ? "" : "git+") + httpsUrl() + hash()
        : saved();
  }

  /** The page of the repository, at the committish where there is one. */
  public String page() {
    String at = committish == null || committish.isEmpty() ? "" : committish;
    String tree = at.isEmpty() || host == Host.GIST ? "" : "/tree/" + Percent.encodeComponent(at);
    String revision = at.isEmpty() || host != Host.GIST ? "" : "/" + at;
    return "https://" + host.domain + "/" + path() + tree + revision;
  }

  /** The page of a folder of the repository; empty for its root. */
  public String page(String folder) {
    String inside = folder.startsWith("/") ? folder.substring(1) : folder;
    if (inside.isEmpty() || host == Host.GIST) {
      return page();
    }
    String at = committish == null || committish.isEmpty() ? "HEAD" : committish;
    String tree = host == Host.BITBUCKET ? "/src/" : "/tree/";
    return "https://"
        + host.domain
        + "/"
        + path()
        + tree
        + Percent.encodeComponent(at)
        + "/"
        + inside;
  }

  /** The page that shows the readme. */
  public String readmePage() {
    return host == Host.GIST ? page() : page() + "#readme";
  }

  /** The page of issues. */
  public String issuesPage() {
    return switch (host) {
      case GIST -> "https://" + host.domain + "/" + path();
      case SOURCEHUT -> "https://todo.sr.ht/" + path();
      case GITHUB, GITLAB, BITBUCKET -> "https://" + host.domain + "/" + path() + "/issues";
    };
  }

  /** As it was written, in npm's normal spelling, with the committish. */
  public String saved() {
    String hash = hash();
    return switch (form) {
      case SHORTCUT -> host.shortcut + ":" + path() + hash;
      case SSH -> sshUrl() + hash;
      case HTTPS -> (host == Host.SOURCEHUT ? "" : "git+") + httpsUrl() + hash;
      case GIT -> gitUrl() + hash;
    };
  }

  /** To clone over ssh, as lockfiles name it, without committish. */
  public String sshUrl() {
    return "git+ssh://git@" + host.domain + "/" + path() + ".git";
  }

  /** To clone over https, without {@code git+} and committish. */
  public String httpsUrl() {
    String userInfo = auth == null || auth.isEmpty() || host == Host.GIST ? "" : auth + "@";
    String suffix = host == Host.SOURCEHUT ? "" : ".git";
    return "https://" + userInfo + host.domain + "/" + path() + suffix;
  }

  /** To clone over git's own protocol, without committish. */
  public String gitUrl() {
    String userInfo = auth == null || auth.isEmpty() || host == Host.GIST ? "" : auth + "@";
    return "git://" + userInfo + host.domain + "/" + path() + ".git";
  }

  /** Where the host serves a tarball of {@code ref}. */
  public String tarballUrl(String ref) {
    String encoded = Percent.encodeComponent(ref);
    return switch (host) {
      case GITHUB -> "https://codeload." + host.domain + "/" + path() + "/tar.gz/" + encoded;
      case BITBUCKET -> "https://" + host.domain + "/" + path() + "/get/" + encoded + ".tar.gz";
      case GITLAB ->
          "https://"
              + host.domain
              + "/api/v4/projects/"
              + Percent.encodeComponent(path())
              + "/repository/archive.tar.gz?sha="
              + encoded;
      case GIST -> "https://codeload.github.com/gist/" + project + "/tar.gz/" + encoded;
      case SOURCEHUT -> "https://" + host.domain + "/" + path() + "/archive/" + encoded + ".tar.gz";
    };
  }

  private String path() {
    return host == Host.GIST ? project : user + "/" + project;
  }

  private String hash() {
    return committish == null || committish.isEmpty() ? "" : "#" + committish;
  }
}
