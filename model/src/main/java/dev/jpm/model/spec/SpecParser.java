package dev.jpm.model.spec;

import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.semver.Range;
import dev.jpm.model.semver.Version;
import dev.jpm.model.spec.Spec.RegistrySpec;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides what kind of thing a spec's text names, in npm's order of questions. */
final class SpecParser {
  private static final Pattern URL =
      Pattern.compile("^(?:git[+])?[a-z]+:", Pattern.CASE_INSENSITIVE);
  private static final Pattern GIT_ADDRESS = Pattern.compile("^[^@]+@[^:.]+\\.[^:]+:.+$");
  private static final Pattern SCP_ADDRESS =
      Pattern.compile(
          "^git\\+ssh://([^:#]+:[^#]+(?:\\.git)?)(?:#(.*))?$", Pattern.CASE_INSENSITIVE);
  private static final Pattern PORT = Pattern.compile(":[0-9]+(/|$)");
  private static final Pattern DRIVE =
      Pattern.compile("^git\\+file://[a-z]:", Pattern.CASE_INSENSITIVE);

  private final @Nullable PackageName name;
  private final String spec;
  private final String raw;

  /** {@code raw} is the whole text that messages quote. */
  SpecParser(@Nullable String name, String spec, String raw) {
    this.raw = raw;
    this.spec = spec;
    this.name = name == null ? null : checked(name);
  }

  static SpecParser ofArgument(String argument) {
    int at = argument.indexOf('@', 1);
    String name = at > 0 ? argument.substring(0, at) : argument;
    boolean scoped = name.startsWith("@");
    if (URL.matcher(argument).find()) {
      return new SpecParser(null, argument, argument);
    }
    if (GIT_ADDRESS.matcher(argument).find()) {
      return new SpecParser(null, "git+ssh://" + argument, argument);
    }
    if (!scoped && (name.indexOf('/') >= 0 || FilePath.isTarball(name))) {
      return new SpecParser(null, argument, argument);
    }
    if (at > 0) {
      String rest = argument.substring(at + 1);
      return new SpecParser(name, rest.isEmpty() ? "*" : rest, argument);
    }
    return PackageName.tryParse(argument).isPresent()
        ? new SpecParser(argument, "*", argument)
        : new SpecParser(null, argument, argument);
  }

  Spec parse() {
    if (FilePath.isFile(spec)) {
      return file();
    }
    if (spec.regionMatches(true, 0, "npm:", 0, 4)) {
      return alias();
    }
    HostedRepository hosted = HostedParser.parse(spec);
    if (hosted != null) {
      return hosted(hosted);
    }
    if (URL.matcher(spec).find()) {
      return url();
    }
    return spec.indexOf('/') >= 0 || FilePath.isTarball(spec) ? file() : registry();
  }

  private PackageName checked(String text) {
    Optional<PackageName> known = PackageName.tryParse(text);
    return known.orElseThrow(() ->
        JpmException.of(
            ErrorCode.EINVALIDPACKAGENAME,
            "Invalid package name \"%s\" of package \"%s\": %s"
                .formatted(text, raw, PackageName.problemsOf(text))));
  }

  private Spec file() {
    String path = FilePath.of(spec);
    return FilePath.isTarball(spec)
        ? new Spec.FileSpec(name, spec, path)
        : new Spec.DirectorySpec(name, spec, path);
  }

  private Spec alias() {
    Spec target = ofArgument(spec.substring(4)).parse();
    if (target instanceof Spec.AliasSpec) {
      throw JpmException.of(ErrorCode.EUSAGE, "nested aliases not supported");
    }
    if (!(target instanceof RegistrySpec registry)) {
      throw JpmException.of(ErrorCode.EUSAGE, "aliases only work for registry deps");
    }
    PackageName targetName = target.name();
    if (targetName == null) {
      throw JpmException.of(ErrorCode.EUSAGE, "aliases must have a name");
    }
    return new Spec.AliasSpec(name, spec, targetName, registry);
  }

  private Spec hosted(HostedRepository hosted) {
    GitSelector selector = GitSelector.parse(hosted.committish());
    String url =
        switch (hosted.form()) {
          case SHORTCUT -> null;
          case SSH -> hosted.sshUrl().substring("git+".length());
          case HTTPS -> hosted.httpsUrl();
          case GIT -> hosted.gitUrl();
        };
    return git(hosted.saved(), hosted, url, selector);
  }

  private Spec git(
      String saved, @Nullable HostedRepository hosted, @Nullable String url, GitSelector selector) {
    return new Spec.GitSpec(
        name,
        spec,
        saved,
        hosted,
        url,
        selector.committish(),
        selector.range(),
        selector.subdirectory());
  }

  private Spec url() {
    String text = spec;
    if (text.startsWith("git+ssh:")) {
      Matcher scp = SCP_ADDRESS.matcher(text);
      if (scp.find() && !PORT.matcher(scp.group(1)).find()) {
        return git(spec, null, scp.group(1), GitSelector.parse(scp.group(2)));
      }
    } else if (text.startsWith("git+file://")) {
      text = text.replace('\\', '/');
    }
    SpecUrl parsed = SpecUrl.parse(text);
    if (parsed == null) {
      throw JpmException.of(ErrorCode.EUSAGE, "Invalid URL \"" + text + "\"");
    }
    return switch (parsed.protocol()) {
      case "http", "https" -> new Spec.RemoteSpec(name, spec, spec);
      case "git", "git+http", "git+https", "git+rsync", "git+ftp", "git+file", "git+ssh" -> {
        String url = parsed.withoutHash().toString();
        String hash = parsed.hash().isEmpty() ? "" : parsed.hash().substring(1);
        String plain = url.startsWith("git+") ? url.substring("git+".length()) : url;
        if (DRIVE.matcher(text).find()) {
          plain = "file://" + parsed.hostname().toLowerCase(Locale.ROOT) + ":" + parsed.pathname();
        }
        yield git(spec, null, plain, GitSelector.parse(hash));
      }
      default ->
          throw JpmException.of(
              ErrorCode.EUNSUPPORTEDPROTOCOL,
              "Unsupported URL Type \"%s:\": %s".formatted(parsed.protocol(), text));
    };
  }

  private RegistrySpec registry() {
    String text = spec.strip();
    Optional<Version> version = Version.tryParseLoose(text);
    if (version.isPresent()) {
      return new Spec.VersionSpec(name, spec, version.get());
    }
    Optional<Range> range = Range.tryParseLoose(text);
    if (range.isPresent()) {
      return new Spec.RangeSpec(name, spec, range.get());
    }
    if (!Percent.isPlain(text)) {
      throw JpmException.of(
          ErrorCode.EINVALIDTAGNAME,
          "Invalid tag name \"%s\" of package \"%s\": Tags may not have any characters that encodeURIComponent encodes"
              .formatted(text, raw));
    }
    return new Spec.TagSpec(name, spec, text);
  }
}
