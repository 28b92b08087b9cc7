package dev.jpm.cli.audit;

import dev.jpm.audit.policy.Baseline;
import dev.jpm.audit.policy.Policy;
import dev.jpm.audit.policy.Waivers;
import dev.jpm.cli.Invocation;
import dev.jpm.fs.AtomicFile;
import dev.jpm.fs.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The policy and the baseline of the project that a call is about.
 *
 * @param file the policy's, for people
 * @param there whether the project has one
 * @param now the moment that ages and dates are judged by
 */
public record AuditPolicy(
    Policy policy,
    String file,
    boolean there,
    Baseline baseline,
    Path baselineFile,
    boolean writesBaseline,
    Instant now) {
  private static final String POLICY = "jpm-policy.json";
  private static final String BASELINE = "jpm-baseline.json";

  /** Those that {@code call} names, else those in the project's folder, else none. */
  public static AuditPolicy of(Invocation call) {
    Path policyFile = named(call, "policy", POLICY);
    Path baselineFile = named(call, "baseline", BASELINE);
    boolean writes = call.settings().flag("write-baseline");
    boolean must = call.settings().path("policy").isPresent();
    String policy = text(policyFile, must);
    String baseline = text(baselineFile, call.settings().path("baseline").isPresent() && !writes);
    String shown = shown(call, policyFile);
    return new AuditPolicy(
        policy == null ? Policy.NONE : Policy.read(policy, shown),
        shown,
        policy != null,
        baseline == null ? Baseline.EMPTY : Baseline.read(baseline, shown(call, baselineFile)),
        baselineFile,
        writes,
        call.session().clock().instant());
  }

  private static Path named(Invocation call, String setting, String name) {
    return call.settings()
        .path(setting)
        .orElseGet(() -> call.project().localPrefix().resolve(name));
  }

  private static @Nullable String text(Path file, boolean must) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      if (must) {
        throw FileErrors.of(e, "read", file);
      }
      return null;
    } catch (IOException e) {
      throw FileErrors.of(e, "read", file);
    }
  }

  /** From where the user stands, as CI servers want it, with slashes. */
  static String shown(Invocation call, Path file) {
    Path cwd = call.session().cwd();
    Path shown = file.startsWith(cwd) ? cwd.relativize(file) : file;
    return shown.toString().replace('\\', '/');
  }

  /** What is not to be told; a baseline that is to be written covers nothing. */
  Waivers waivers() {
    return new Waivers(policy, writesBaseline ? Baseline.EMPTY : baseline, now);
  }

  /** Writes {@code found} to the baseline, and tells it. */
  void writeBaseline(
      Invocation call, Collection<Baseline.Entry> found, Predicate<Baseline.Entry> stays) {
    Baseline written = baseline.with(found, stays);
    AtomicFile.write(baselineFile, written.text());
    call.terminal()
        .line("wrote %d findings to %s".formatted(found.size(), shown(call, baselineFile)));
  }
}
