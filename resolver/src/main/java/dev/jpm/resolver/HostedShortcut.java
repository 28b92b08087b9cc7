package dev.jpm.resolver;

import dev.jpm.model.spec.HostedRepository;
import dev.jpm.model.spec.HostedRepository.Form;
import dev.jpm.model.spec.Spec.GitSpec;

/** The short form in which npm saves a repository on a host that it knows. */
final class HostedShortcut {
  private HostedShortcut() {}

  static String of(GitSpec git) {
    HostedRepository hosted = git.hosted();
    if (hosted == null) {
      return git.saveSpec();
    }
    return new HostedRepository(
            hosted.host(),
            hosted.user(),
            hosted.auth(),
            hosted.project(),
            hosted.committish(),
            Form.SHORTCUT)
        .saved();
  }
}
