package dev.jpm.install;

import dev.jpm.install.Installation.Written;
import dev.jpm.linker.Linking;
import dev.jpm.model.tree.Diff;
import dev.jpm.resolver.Resolution;

/**
 * What an install leaves for the next one of the same inputs to know: that nothing is to be done,
 * and what it came to. Only where the lockfile is one that an install leaves as it is.
 */
final class ForNextTime {
  private final UpToDate upToDate;
  private final Repetition repetition;
  private final InstallScriptsPhase scripts;
  private final InstallResult result;

  ForNextTime(
      UpToDate upToDate, Repetition repetition, InstallScriptsPhase scripts, InstallResult result) {
    this.upToDate = upToDate;
    this.repetition = repetition;
    this.scripts = scripts;
    this.result = result;
  }

  /** What an install decided. */
  record Done(ProjectFiles project, Diff diff, Resolution.Resolved resolved) {}

  void remember(Done done, Written written, SettledLockfile settling) {
    Linking linking = written.linking();
    if (linking == null || !linking.dropped().isEmpty()) {
      rememberIfNothing(done, written);
    } else if (written.files()) {
      settling.answer().ifPresent(settled -> rememberMade(settled, linking));
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
    repetition.remember(done, scripts, result, linking);
  }
}
