package dev.jpm.bench.install;

/**
 * One measured run of a program.
 *
 * @param output both streams as they came
 */
public record Measurement(int exitCode, Sample sample, String output) {
  public boolean succeeded() {
    return exitCode == 0;
  }

  /** The end of what it printed. */
  public String lastWords() {
    String text = output.strip();
    return text.length() <= 600 ? text : "… " + text.substring(text.length() - 600);
  }
}
