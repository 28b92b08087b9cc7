package dev.jpm.maven;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Runs a script of package.json. */
@Mojo(
    name = "run",
    defaultPhase = LifecyclePhase.GENERATE_RESOURCES,
    requiresProject = false,
    threadSafe = true)
public final class RunMojo extends JpmMojo {
  /** The script. */
  @Parameter(property = "jpm.script", required = true)
  private String script = "";

  @Override
  void executeCommands() throws MojoFailureException {
    List<String> words = new ArrayList<>(List.of("run", script));
    words.addAll(arguments());
    mustSucceed(words);
  }
}
