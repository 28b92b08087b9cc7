package dev.jpm.registrymock;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts an answer down to the one range of bytes that was asked for. */
final class ByteRange {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");

  private ByteRange() {}

  /** 206 with the part, 416 where there is none, the whole answer for what is not understood. */
  static Answer of(String header, Answer whole) {
    Matcher range = RANGE.matcher(header);
    int length = whole.body().length;
    if (!range.matches() || header.equals("bytes=-")) {
      return whole;
    }
    boolean fromEnd = range.group(1).isEmpty();
    int first = fromEnd ? length - number(range.group(2), 0) : number(range.group(1), 0);
    int last = fromEnd ? length - 1 : Math.min(length - 1, number(range.group(2), length - 1));
    if (first < 0 || first > last) {
      return Answer.empty(416).with("Content-Range", "bytes */" + length);
    }
    return whole
        .with("Content-Range", "bytes " + first + "-" + last + "/" + length)
        .withStatus(206)
        .withBody(Arrays.copyOfRange(whole.body(), first, last + 1));
  }

  private static int number(String digits, int otherwise) {
    return digits.isEmpty() ? otherwise : Integer.parseInt(digits);
  }
}
