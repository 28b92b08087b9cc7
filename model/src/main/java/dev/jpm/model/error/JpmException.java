package dev.jpm.model.error;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error that a person reads: a code, one sentence that says what is wrong, and what to do about
 * it. Credentials in URLs are taken out of every text when the exception is made, so that no later
 * log or rendering can show them.
 */
public final class JpmException extends RuntimeException {
  private final ErrorCode code;
  private final List<String> hints;
  private final transient @Nullable Because because;

  /**
   * What led to an error.
   *
   * @param lines for people, from the nearest reason outwards
   * @param facts the same for programs: maps with text keys, lists, texts
   */
  public record Because(List<String> lines, Object facts) {
    public Because {
      lines = lines.stream().map(Redacted::text).toList();
    }
  }

  private JpmException(
      ErrorCode code,
      String sentence,
      List<String> hints,
      @Nullable Because because,
      @Nullable Throwable cause) {
    super(Redacted.text(sentence), cause);
    this.code = code;
    this.hints = hints.stream().map(Redacted::text).toList();
    this.because = because;
  }

  /** An error without a cause; {@code sentence} has no trailing period. */
  public static JpmException of(ErrorCode code, String sentence) {
    return new JpmException(code, sentence, List.of(), null, null);
  }

  /** An error that {@code cause} led to. */
  public static JpmException of(ErrorCode code, String sentence, Throwable cause) {
    return new JpmException(code, sentence, List.of(), null, cause);
  }

  /** The same error with one more thing that the reader can do. */
  public JpmException withHint(String hint) {
    List<String> more = new ArrayList<>(hints);
    more.add(hint);
    return new JpmException(code, sentence(), more, because, getCause());
  }

  /** The same error with what led to it. */
  public JpmException withBecause(Because reason) {
    return new JpmException(code, sentence(), hints, reason, getCause());
  }

  /** What led to it; null where nothing is known beyond the sentence. */
  public @Nullable Because because() {
    return because;
  }

  public ErrorCode code() {
    return code;
  }

  /** What is wrong, in one sentence. */
  public String sentence() {
    String message = getMessage();
    return message == null ? code.name() : message;
  }

  /** What the reader can do, most likely help first; may be empty. */
  public List<String> hints() {
    return hints;
  }
}
