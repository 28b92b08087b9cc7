package dev.jpm.bridge;

import org.jspecify.annotations.Nullable;

/** What a function in JavaScript has thrown. Its {@code cause}, if any, is this one's cause. */
public final class JavaScriptException extends RuntimeException {
  private final String name;
  private final String message;
  private final String code;
  private final String stack;

  JavaScriptException(
      String name, String message, String code, String stack, @Nullable JavaScriptException cause) {
    super(name + ": " + message, cause);
    this.name = name;
    this.message = message;
    this.code = code;
    this.stack = stack;
  }

  /** The error's name, such as TypeError; of a thrown value that is no error, its type. */
  public String jsName() {
    return name;
  }

  /** The error's message. */
  public String jsMessage() {
    return message;
  }

  /** The error's code, such as ERR_MODULE_NOT_FOUND; empty where it has none. */
  public String jsCode() {
    return code;
  }

  /** The stack as JavaScript tells it; empty where it has none. */
  public String jsStack() {
    return stack;
  }
}
