package dev.jpm.mirror.http;

import java.util.Map;

/** A call that cannot be answered as it was meant, in words that npm shows to people. */
public final class HttpProblem extends RuntimeException {
  private final int status;
  private final String sentence;
  private final Map<String, String> headers;

  public HttpProblem(int status, String sentence) {
    this(status, sentence, Map.of());
  }

  public HttpProblem(int status, String sentence, Map<String, String> headers) {
    super(sentence, null, false, false);
    this.status = status;
    this.sentence = sentence;
    this.headers = Map.copyOf(headers);
  }

  public static HttpProblem badRequest(String sentence) {
    return new HttpProblem(400, sentence);
  }

  public static HttpProblem notFound(String sentence) {
    return new HttpProblem(404, sentence);
  }

  public static HttpProblem forbidden(String sentence) {
    return new HttpProblem(403, sentence);
  }

  public static HttpProblem tooLarge() {
    return new HttpProblem(413, "the body is larger than is accepted here");
  }

  /** Nobody is known to be calling, or not the one who would be needed. */
  public static HttpProblem unauthorized(String sentence) {
    return new HttpProblem(401, sentence, Map.of("www-authenticate", "Bearer"));
  }

  public int status() {
    return status;
  }

  /** The answer that tells of it, in the two fields that clients know. */
  public Answer answer() {
    Answer answer =
        Answer.json(status, Json.object().put("error", sentence).put("reason", sentence));
    for (Map.Entry<String, String> header : headers.entrySet()) {
      answer = answer.with(header.getKey(), header.getValue());
    }
    return answer;
  }
}
