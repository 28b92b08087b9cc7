package dev.jpm.cli.provenance;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.audit.TrustedAttestations;
import dev.jpm.cli.terminal.Level;
import dev.jpm.config.BuildServices;
import dev.jpm.config.Registries.Registry;
import dev.jpm.config.Settings;
import dev.jpm.fetcher.RegistryClient;
import dev.jpm.install.Packed;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.pack.provenance.BuildStatement;
import dev.jpm.pack.provenance.Subject;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What proves how a package was built, where the settings ask for it. What a file brings goes
 * before what could be made.
 *
 * @param command that publishes, as notices name it
 */
public record BuildProvenance(
    Invocation call, Settings settings, RegistryClient client, Registry registry, String command) {
  private static final String TOKEN = "SIGSTORE_ID_TOKEN";
  private static final String AUDIENCE = "sigstore";

  /** The bundle about {@code packed}; empty where none is wanted. */
  public Optional<JsonNode> of(Packed packed) {
    Path file = settings.path("provenance-file").orElse(null);
    if (file == null && !settings.flag("provenance")) {
      return Optional.empty();
    }
    Subject subject = Subject.of(packed.name(), packed.version(), packed.tarball());
    if (file == null) {
      return Optional.of(made(PackageName.parse(packed.name()), subject));
    }
    Path root = settings.path("trust-root").orElse(null);
    return Optional.of(new ProvenanceFile(file, TrustedAttestations.of(root)).about(subject));
  }

  private JsonNode made(PackageName name, Subject subject) {
    BuildServices services = BuildServices.of(call.session().env());
    BuildIdentity identity = BuildIdentity.of(call, client, registry);
    refuseUnknown(services, identity);
    refusePrivate(name);
    Map<String, String> env = call.session().env();
    // As with npm, the statement is GitLab's where a build looks like both.
    String statement =
        services.include(BuildServices.GITLAB_CI)
            ? BuildStatement.ofGitlab(subject, env)
            : BuildStatement.ofGithub(subject, env);
    SigstoreSigning signing =
        SigstoreSigning.of(settings, client, call.session().clock().instant());
    SigstoreSigning.Signed signed = signing.sign(statement, token(identity));
    tell("Signed provenance statement with source and build information from " + services.name());
    tell("Provenance statement published to transparency log: " + signed.place());
    return signed.bundle();
  }

  private void tell(String sentence) {
    call.terminal().log(Level.NOTICE, command, sentence);
  }

  /** Only some services that run builds say in a token who builds. */
  private static void refuseUnknown(BuildServices services, BuildIdentity identity) {
    if (services.include(BuildServices.GITHUB_ACTIONS)) {
      if (identity.variable(BuildIdentity.ADDRESS).isEmpty()) {
        throw usage(
            "Provenance generation in GitHub Actions requires \"write\" access to the"
                + " \"id-token\" permission");
      }
    } else if (services.include(BuildServices.GITLAB_CI)) {
      if (identity.variable(TOKEN).isEmpty()) {
        throw usage(
            "Provenance generation in GitLab CI requires \"SIGSTORE_ID_TOKEN\" with \"sigstore\""
                + " audience to be present in \"id_tokens\". For more info see:\n"
                + "https://docs.gitlab.com/ee/ci/secrets/id_token_authentication.html");
      }
    } else {
      throw usage("Automatic provenance generation not supported for provider: " + services.name());
    }
  }

  /** The log is public: what it tells of a private package, everybody could read. */
  private void refusePrivate(PackageName name) {
    if (!settings.text("access").equals("public")
        && !PackageVisibility.isPublic(client, PackageVisibility.question(registry, name))) {
      throw usage(
          "Can't generate provenance for new or private package, you must set `access` to public");
    }
  }

  private static JpmException usage(String sentence) {
    return JpmException.of(ErrorCode.EUSAGE, sentence);
  }

  private static String token(BuildIdentity identity) {
    String failure = "error retrieving identity token";
    try {
      return identity
          .token(TOKEN, AUDIENCE)
          .orElseThrow(() ->
              JpmException.of(
                  ErrorCode.IDENTITY_TOKEN_READ_ERROR, failure + " - CI: no tokens available"));
    } catch (JpmException e) {
      if (e.code() == ErrorCode.IDENTITY_TOKEN_READ_ERROR) {
        throw e;
      }
      throw JpmException.of(ErrorCode.IDENTITY_TOKEN_READ_ERROR, failure + " - " + e.sentence(), e);
    }
  }
}
