package dev.jpm.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private static final Pattern REPORT_FILE =
      Pattern.compile("(--report=[^=]+=.*?[^/\\\\])((?:\\.[^./\\\\]*)?)");

  /** What to check: {@code advisories}, {@code lockfile}, {@code signatures}, {@code diff}. */
  @Parameter(property = "jpm.checks", defaultValue = "lockfile,advisories")
  private @Nullable List<String> checks;

  /** Whether findings fail the build; a check that could not be made always does. */
  @Parameter(property = "jpm.failOnFindings", defaultValue = "true")
  private boolean failOnFindings = true;

  @Override
  void executeCommands() throws MojoFailureException {
    List<String> failed = new ArrayList<>();
    List<String> all = checks == null ? List.of("lockfile", ADVISORIES) : checks;
    for (String check : all) {
      List<String> words = new ArrayList<>(List.of("audit"));
      if (!check.equals(ADVISORIES)) {
        words.add(check);
      }
      for (String argument : arguments()) {
        words.add(all.size() > 1 ? withFileOf(check, argument) : argument);
      }
      int exitCode = call(words);
      if (exitCode > 1 || (exitCode == 1 && failOnFindings)) {
        failed.add(check + (exitCode == 1 ? " found something" : " ended with " + exitCode));
      }
    }
    if (!failed.isEmpty()) {
      throw new MojoFailureException("jpm audit: " + String.join(", ", failed));
    }
  }

  /** A report's file has the check's name in it where the next check would write over it. */
  private static String withFileOf(String check, String argument) {
    Matcher report = REPORT_FILE.matcher(argument);
    return report.matches() && !report.group(1).endsWith("=-")
        ? report.group(1) + "-" + check + report.group(2)
        : argument;
  }
}
