package dev.jpm.maven;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Installs the dependencies of package.json. */
@Mojo(
    name = "install",
    defaultPhase = LifecyclePhase.GENERATE_RESOURCES,
    requiresProject = false,
    threadSafe = true)
public final class InstallMojo extends JpmMojo {
  /** Installs exactly what the lockfile says, as {@code jpm ci}. */
  @Parameter(property = "jpm.clean", defaultValue = "false")
  private boolean clean;

  @Override
  void executeCommands() throws MojoFailureException {
    List<String> words = new ArrayList<>(List.of(clean ? "ci" : "install"));
    words.addAll(arguments());
    mustSucceed(words);
  }
}
