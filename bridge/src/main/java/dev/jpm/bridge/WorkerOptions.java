package dev.jpm.bridge;

import java.util.List;
import java.util.function.Consumer;

/**
 * How a worker is started.
 *
 * @param module the module whose functions are called: a path from the project's folder
 * @param mostInFlight how many calls may be open at the same time; the next one waits
 * @param nodeArguments flags for Node.js itself
 * @param output hears what the module prints, from two threads
 */
public record WorkerOptions(
    String module, int mostInFlight, List<String> nodeArguments, Consumer<OutputLine> output) {
  private static final int USUAL = 100;

  public WorkerOptions {
    nodeArguments = List.copyOf(nodeArguments);
    if (mostInFlight < 1) {
      throw new IllegalArgumentException("mostInFlight must be at least 1, not " + mostInFlight);
    }
  }

  /** A hundred calls at the same time; what the module prints is heard by nobody. */
  public static WorkerOptions of(String module) {
    return new WorkerOptions(module, USUAL, List.of(), line -> {});
  }

  public WorkerOptions withMostInFlight(int most) {
    return new WorkerOptions(module, most, nodeArguments, output);
  }

  public WorkerOptions withNodeArguments(String... flags) {
    return new WorkerOptions(module, mostInFlight, List.of(flags), output);
  }

  public WorkerOptions withOutput(Consumer<OutputLine> listener) {
    return new WorkerOptions(module, mostInFlight, nodeArguments, listener);
  }
}
