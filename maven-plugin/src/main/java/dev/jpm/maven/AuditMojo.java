package dev.jpm.maven;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Audits the lockfile and what it holds; all checks are made before the build fails. */
@Mojo(
    name = "audit",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresProject = false,
    threadSafe = true)
public final class AuditMojo extends JpmMojo {
  private static final String ADVISORIES = "advisories";

  /** What to check: {@code advisories}, {@code lockfile}, {@code signatures}, {@code diff}. */
  @Parameter(property = "jpm.checks", defaultValue = "lockfile,advisories")
  private @Nullable List<String> checks;

  /** Whether findings fail the build; a check that could not be made always does. */
  @Parameter(property = "jpm.failOnFindings", defaultValue = "true")
  private boolean failOnFindings = true;

  @Override
  void executeCommands() throws MojoFailureException {
    List<String> failed = new ArrayList<>();
    for (String check : checks == null ? List.of("lockfile", ADVISORIES) : checks) {
      List<String> words = new ArrayList<>(List.of("audit"));
      if (!check.equals(ADVISORIES)) {
        words.add(check);
      }
      words.addAll(arguments());
      int exitCode = call(words);
      if (exitCode > 1 || (exitCode == 1 && failOnFindings)) {
        failed.add(check + (exitCode == 1 ? " found something" : " ended with " + exitCode));
      }
    }
    if (!failed.isEmpty()) {
      throw new MojoFailureException("jpm audit: " + String.join(", ", failed));
    }
  }
}
