package dev.jpm.cli.work;

import dev.jpm.cli.ChosenWorkspaces;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.ManifestFile;
import dev.jpm.cli.command.Command;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.spec.HostedRepository;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.spec.Spec.DirectorySpec;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** {@code repo}, {@code docs} and {@code bugs}: open a page that package.json names. */
public final class PageCommand implements Command {
  private enum Page {
    REPOSITORY,
    DOCUMENTATION,
    ISSUES
  }

  private final Page page;

  private PageCommand(Page page) {
    this.page = page;
  }

  public static PageCommand repo() {
    return new PageCommand(Page.REPOSITORY);
  }

  public static PageCommand docs() {
    return new PageCommand(Page.DOCUMENTATION);
  }

  public static PageCommand bugs() {
    return new PageCommand(Page.ISSUES);
  }

  @Override
  public int run(Invocation call) {
    List<String> words = call.words();
    if (words.isEmpty()) {
      ChosenWorkspaces chosen = ChosenWorkspaces.of(call).withRoot(call);
      words =
          chosen.isEmpty()
              ? List.of(call.project().localPrefix().toString())
              : chosen.folders().values().stream().map(Path::toString).toList();
    }
    for (String word : words) {
      JsonNode manifest = manifest(call, word);
      String name = manifest.path("name").asString("undefined");
      String title = name + " " + call.command().name() + " available at the following URL";
      new Browser(call).open(url(manifest, name), title);
    }
    return 0;
  }

  private static JsonNode manifest(Invocation call, String word) {
    Spec spec = Spec.parseArgument(word);
    if (spec instanceof DirectorySpec folder) {
      Path path = call.project().localPrefix().resolve(folder.path());
      return ManifestFile.read(path.resolve("package.json")).json();
    }
    try (Work work = Work.of(call)) {
      return PublishedManifest.of(work.bench(), spec)
          .orElseThrow(() -> JpmException.of(ErrorCode.E404, "No package matches " + word));
    }
  }

  private String url(JsonNode manifest, String name) {
    JsonNode repository = manifest.path("repository");
    String source =
        repository.isString() ? repository.stringValue() : repository.path("url").asString("");
    HostedRepository hosted =
        source.isEmpty()
            ? null
            : HostedRepository.tryParse(source.replaceFirst("^git\\+", "")).orElse(null);
    String given =
        switch (page) {
          case REPOSITORY -> "";
          case DOCUMENTATION -> manifest.path("homepage").asString("");
          case ISSUES -> bugs(manifest);
        };
    if (!given.isEmpty()) {
      return given;
    }
    if (hosted != null) {
      return switch (page) {
        case REPOSITORY -> hosted.page(repository.path("directory").asString(""));
        case DOCUMENTATION -> hosted.readmePage();
        case ISSUES -> hosted.issuesPage();
      };
    }
    if (page == Page.REPOSITORY) {
      return ofUnknownHost(source);
    }
    throw JpmException.of(ErrorCode.ENOREPO, "The package.json of " + name + " names no such page");
  }

  private static String bugs(JsonNode manifest) {
    JsonNode bugs = manifest.path("bugs");
    if (bugs.isString()) {
      return bugs.stringValue();
    }
    String email = bugs.path("email").asString("");
    return bugs.path("url").asString(email.isEmpty() ? "" : "mailto:" + email);
  }

  private static String ofUnknownHost(String source) {
    if (source.isEmpty()) {
      throw JpmException.of(ErrorCode.ENOREPO, "no repository");
    }
    String plain = source.replaceFirst("^(git\\+)?(\\w+)://([^/@]*@)?", "");
    if (plain.equals(source) || plain.isEmpty()) {
      throw JpmException.of(ErrorCode.ENOREPO, "no repository: could not get url");
    }
    String protocol = source.startsWith("git+http://") ? "http://" : "https://";
    return protocol + plain.replaceFirst("#.*$", "").replaceFirst("\\.git$", "");
  }
}
