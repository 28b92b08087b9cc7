package dev.jpm.cli.audit;

import dev.jpm.audit.Finding;
import dev.jpm.audit.signature.Identity;
import dev.jpm.audit.signature.IdentityLock;
import dev.jpm.audit.signature.InstalledRelease;
import dev.jpm.audit.signature.SignatureReport;
import dev.jpm.cli.Invocation;
import dev.jpm.fs.AtomicFile;
import dev.jpm.fs.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who built the packages of the project, as accepted.
 *
 * @param writes whether what is found is to be accepted
 */
record IdentityFile(Path file, IdentityLock lock, boolean writes) {
  private static final String USUAL = "jpm-identities.json";

  /** That which {@code call} names, else the one in the project's folder, else none. */
  static IdentityFile of(Invocation call) {
    boolean writes = call.settings().flag("write-identities");
    Path file =
        call.settings()
            .path("identities")
            .orElseGet(() -> call.project().localPrefix().resolve(USUAL));
    try {
      String text = Files.readString(file);
      return new IdentityFile(file, IdentityLock.read(text, AuditPolicy.shown(call, file)), writes);
    } catch (NoSuchFileException e) {
      if (call.settings().path("identities").isPresent() && !writes) {
        throw FileErrors.of(e, "read", file);
      }
      return new IdentityFile(file, IdentityLock.EMPTY, writes);
    } catch (IOException e) {
      throw FileErrors.of(e, "read", file);
    }
  }

  /** What {@code releases} have otherwise than accepted. */
  List<Finding> findings(List<InstalledRelease> releases, SignatureReport report) {
    return lock.findings(releases, built(report));
  }

  /** Accepts {@code releases} as they are, and tells it. */
  void write(Invocation call, List<InstalledRelease> releases, SignatureReport report) {
    IdentityLock accepted = IdentityLock.accepting(releases, built(report));
    AtomicFile.write(file, accepted.text());
    call.terminal()
        .line(
            "wrote the builders of %d packages to %s"
                .formatted(accepted.packages().size(), AuditPolicy.shown(call, file)));
  }

  static Map<InstalledRelease, Identity> built(SignatureReport report) {
    Map<InstalledRelease, Identity> built = new HashMap<>();
    for (SignatureReport.Attested one : report.attested()) {
      Identity identity = one.identity();
      if (identity != null) {
        built.put(one.release(), identity);
      }
    }
    return built;
  }
}
