package dev.jpm.mirror.http;

/** Whether a client has already what it asks for. */
public final class Validator {
  private Validator() {}

  /** The answer, or its short form where the client's {@code if-none-match} names {@code etag}. */
  public static Answer apply(Call call, String etag, Answer answer) {
    Answer tagged = answer.with("etag", etag);
    for (String known : call.headerOrEmpty("if-none-match").split(",", -1)) {
      String bare = known.strip();
      if (bare.equals("*") || weak(bare).equals(weak(etag))) {
        return tagged.notModified();
      }
    }
    return tagged;
  }

  private static String weak(String etag) {
    return etag.startsWith("W/") ? etag.substring(2) : etag;
  }
}
