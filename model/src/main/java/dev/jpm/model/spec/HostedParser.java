package dev.jpm.model.spec;

import dev.jpm.model.spec.HostedRepository.Form;
import dev.jpm.model.spec.HostedRepository.Host;
import org.jspecify.annotations.Nullable;

/** Recognises repositories on known hosts: {@code user/repo}, {@code gitlab:a/b}, their URLs. */
final class HostedParser {
  private HostedParser() {}

  /** The repository that {@code spec} names; null where it is on no known host. */
  static @Nullable HostedRepository parse(String spec) {
    if (spec.indexOf('/') < 0 && spec.indexOf(':') < 0) {
      return null;
    }
    SpecUrl url = url(isGithubShorthand(spec) ? "github:" + spec : spec);
    if (url == null) {
      return null;
    }
    for (Host host : Host.values()) {
      if (url.protocol().equals(host.shortcut())) {
        return ofShortcut(host, url);
      }
    }
    String domain =
        url.hostname().startsWith("www.") ? url.hostname().substring(4) : url.hostname();
    for (Host host : Host.values()) {
      if (domain.equals(host.domain())) {
        return host.speaks(url.protocol()) ? ofUrl(host, url) : null;
      }
    }
    return null;
  }

  /** One slash, and before any {@code #} no white space, {@code @} or colon: {@code npm/cli}. */
  private static boolean isGithubShorthand(String spec) {
    int sharp = spec.indexOf('#');
    String before = sharp < 0 ? spec : spec.substring(0, sharp);
    int slash = before.indexOf('/');
    return slash > 0
        && slash == before.lastIndexOf('/')
        && !before.endsWith("/")
        && !before.startsWith(".")
        && before.indexOf('@') < 0
        && before.indexOf(':') < 0
        && before.chars().noneMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
  }

  private static @Nullable SpecUrl url(String spec) {
    String corrected = withProtocol(spec);
    SpecUrl url = SpecUrl.parse(corrected);
    return url == null ? SpecUrl.parse(withoutColonInPath(corrected)) : url;
  }

  /**
   * {@code git@host:a/b} stays; {@code user:password@host/…} gets ssh; {@code x:y} gets slashes.
   */
  private static String withProtocol(String spec) {
    int colon = spec.indexOf(':');
    if (colon > 0 && isKnownProtocol(spec.substring(0, colon))) {
      return spec;
    }
    if (colon >= 0 && spec.startsWith("://", colon)) {
      return spec;
    }
    int at = spec.indexOf('@');
    if (at >= 0) {
      return at > colon ? "git+ssh://" + spec : spec;
    }
    return spec.substring(0, colon + 1) + "//" + spec.substring(colon + 1);
  }

  private static boolean isKnownProtocol(String protocol) {
    return switch (protocol) {
      case "git+ssh", "ssh", "git+https", "git", "http", "https", "git+http" -> true;
      case "github", "bitbucket", "gitlab", "gist", "sourcehut" -> true;
      default -> false;
    };
  }

  /** {@code git@host:a/b} as {@code git+ssh://git@host/a/b}. */
  private static String withoutColonInPath(String spec) {
    int sharp = spec.indexOf('#');
    String before = sharp < 0 ? spec : spec.substring(0, sharp);
    String after = sharp < 0 ? "" : spec.substring(sharp);
    int colon = before.lastIndexOf(':');
    if (colon > before.lastIndexOf('@')) {
      before = before.substring(0, colon) + "/" + before.substring(colon + 1);
    }
    boolean bare = before.indexOf(':') < 0 && !before.contains("//");
    return (bare ? "git+ssh://" : "") + before + after;
  }

  private static @Nullable HostedRepository ofShortcut(Host host, SpecUrl url) {
    String path = url.pathname().startsWith("/") ? url.pathname().substring(1) : url.pathname();
    path = path.substring(path.indexOf('@') + 1);
    int slash = path.lastIndexOf('/');
    String user = slash < 0 ? null : Percent.decodeComponent(path.substring(0, slash));
    String project = Percent.decodeComponent(path.substring(slash + 1));
    String committish =
        url.hash().isEmpty() ? "" : Percent.decodeComponent(url.hash().substring(1));
    if (project == null || committish == null || (slash >= 0 && user == null)) {
      return null;
    }
    return new HostedRepository(
        host,
        user == null || user.isEmpty() ? null : user,
        null,
        withoutDotGit(project),
        committish.isEmpty() ? null : committish,
        Form.SHORTCUT);
  }

  private static @Nullable HostedRepository ofUrl(Host host, SpecUrl url) {
    String[] parts = parts(host, url);
    if (parts == null) {
      return null;
    }
    String user = parts[0].isEmpty() ? null : Percent.decodeComponent(parts[0]);
    String project = Percent.decodeComponent(withoutDotGit(parts[1]));
    String committish = Percent.decodeComponent(parts[2]);
    if (project == null || committish == null || (user == null && !parts[0].isEmpty())) {
      return null;
    }
    return new HostedRepository(host, user, auth(url), project, committish, form(url));
  }

  private static Form form(SpecUrl url) {
    return switch (url.protocol()) {
      case "https", "git+https" -> Form.HTTPS;
      case "git" -> Form.GIT;
      default -> Form.SSH;
    };
  }

  private static @Nullable String auth(SpecUrl url) {
    boolean kept = !url.protocol().endsWith("ssh");
    if (!kept || (url.username().isEmpty() && url.password().isEmpty())) {
      return null;
    }
    return url.password().isEmpty() ? url.username() : url.username() + ":" + url.password();
  }

  /** User, project and committish of a URL's path; null where it is no repository's. */
  private static String @Nullable [] parts(Host host, SpecUrl url) {
    String hash = url.hash().isEmpty() ? "" : url.hash().substring(1);
    if (host == Host.GITLAB) {
      return gitlabParts(url, hash);
    }
    String[] segments = url.pathname().split("/", -1);
    String user = segments.length > 1 ? segments[1] : "";
    String project = segments.length > 2 ? segments[2] : "";
    String kind = segments.length > 3 ? segments[3] : "";
    return switch (host) {
      case GITHUB -> {
        if (!kind.isEmpty() && !kind.equals("tree")) {
          yield null;
        }
        String tree = segments.length > 4 ? segments[4] : "undefined";
        yield orNull(user, project, kind.isEmpty() ? hash : tree);
      }
      case BITBUCKET -> kind.equals("get") ? null : orNull(user, project, hash);
      case SOURCEHUT -> kind.equals("archive") ? null : orNull(user, project, hash);
      case GIST -> {
        if (kind.equals("raw") || (user.isEmpty() && project.isEmpty())) {
          yield null;
        }
        yield project.isEmpty()
            ? new String[] {"", user, hash}
            : new String[] {user, project, hash};
      }
      case GITLAB -> throw new IllegalStateException("read above");
    };
  }

  private static String @Nullable [] gitlabParts(SpecUrl url, String hash) {
    String path = url.pathname().isEmpty() ? "" : url.pathname().substring(1);
    if (path.contains("/-/") || path.contains("/archive.tar.gz")) {
      return null;
    }
    int slash = path.lastIndexOf('/');
    return slash < 0 ? null : orNull(path.substring(0, slash), path.substring(slash + 1), hash);
  }

  private static String @Nullable [] orNull(String user, String project, String committish) {
    return user.isEmpty() || withoutDotGit(project).isEmpty()
        ? null
        : new String[] {user, project, committish};
  }

  private static String withoutDotGit(String project) {
    return project.endsWith(".git") ? project.substring(0, project.length() - 4) : project;
  }
}
