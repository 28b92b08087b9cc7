package dev.jpm.runtime.task;

/**
 * One script of one package, with what runs before and after it.
 *
 * @param path of the package's folder from the project's; empty for the project itself
 */
public record Task(String path, String script) {
  @Override
  public String toString() {
    return (path.isEmpty() ? "." : path) + " " + script;
  }
}
