package dev.jpm.install;

import dev.jpm.install.Installation.Written;
import dev.jpm.linker.Linking;
import dev.jpm.model.tree.Diff;
import dev.jpm.resolver.Resolution;
import java.util.Optional;
import java.util.Set;

/**
 * What an install leaves for the next one of the same inputs to know: that nothing is to be done,
 * and what it came to. Only where the lockfile is one that an install leaves as it is.
 */
final class ForNextTime {
  private final UpToDate upToDate;
  private final KnownOutcomes known;
  private final InstallScriptsPhase scripts;
  private final InstallResult result;

  ForNextTime(
      UpToDate upToDate, KnownOutcomes known, InstallScriptsPhase scripts, InstallResult result) {
    this.upToDate = upToDate;
    this.known = known;
    this.scripts = scripts;
    this.result = result;
  }

  /**
   * What an install decided.
   *
   * @param decidedBy the packages whose packuments decided all of it; empty where more did
   */
  record Done(
      ProjectFiles project,
      Diff diff,
      Resolution.Resolved resolved,
      Optional<Set<String>> decidedBy) {}

  void remember(Done done, Written written, SettledLockfile settling) {
    Linking linking = written.linking();
    if (linking == null || !linking.dropped().isEmpty()) {
      rememberIfNothing(done, written);
    } else if (written.files()) {
      settling
          .answer()
          .ifPresent(settled -> {
            rememberMade(settled, linking);
            known.rememberLockfile(done, settled);
          });
    } else if (done.project().lock() != null) {
      rememberMade(done, linking);
    } else {
      rememberIfNothing(done, written);
    }
  }

  private void rememberIfNothing(Done done, Written written) {
    if (done.diff().isEmpty() && !written.links() && !written.files()) {
      upToDate.remember(result, done.diff().result(), done.project(), written.linking());
    }
  }

  private void rememberMade(Done done, Linking linking) {
    upToDate.remember(result, done.diff().result(), done.project(), linking);
    known.remember(done, scripts, result, linking);
  }
}
