package dev.jpm.audit.licence;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads SPDX expressions as npm does: names as SPDX writes them, operators in any case. */
final class LicenceParser {
  private static final Pattern TOKEN = Pattern.compile(" *([():]|[A-Za-z0-9.-]+)|(\\+)");
  private static final int DEEPEST = 100;

  private final String text;
  private final Matcher matcher;
  private @Nullable String token;
  private int position;
  private boolean broken;

  LicenceParser(String text) {
    this.text = text.stripTrailing();
    this.matcher = TOKEN.matcher(this.text);
  }

  Optional<Licence> parse() {
    next();
    Licence found = either(0);
    return broken || token != null || found == null ? Optional.empty() : Optional.of(found);
  }

  private void next() {
    token = null;
    if (position < text.length()) {
      // A plus sign belongs to what stands right before it.
      broken = broken || !matcher.region(position, text.length()).lookingAt();
      if (!broken) {
        position = matcher.end();
        token = matcher.group().strip();
      }
    }
  }

  private boolean takes(String expected) {
    if (!expected.equalsIgnoreCase(token)) {
      return false;
    }
    next();
    return true;
  }

  private @Nullable Licence either(int depth) {
    Licence left = both(depth);
    if (left == null || !takes("OR")) {
      return left;
    }
    Licence right = depth > DEEPEST ? null : either(depth + 1);
    return right == null ? null : new Licence.Either(left, right);
  }

  private @Nullable Licence both(int depth) {
    Licence left = part(depth);
    if (left == null || !takes("AND")) {
      return left;
    }
    Licence right = depth > DEEPEST ? null : both(depth + 1);
    return right == null ? null : new Licence.Both(left, right);
  }

  private @Nullable Licence part(int depth) {
    if (takes("(")) {
      Licence inner = depth > DEEPEST ? null : either(depth + 1);
      return inner != null && takes(")") ? inner : null;
    }
    String id = token;
    if (id == null) {
      return null;
    }
    next();
    if (id.startsWith("DocumentRef-") && takes(":")) {
      String reference = token;
      next();
      return reference != null && reference.startsWith("LicenseRef-")
          ? new Licence.Single(id + ":" + reference, false, null)
          : null;
    }
    if (id.startsWith("LicenseRef-")) {
      return new Licence.Single(id, false, null);
    }
    return SpdxNames.isLicence(id) ? single(id) : null;
  }

  private @Nullable Licence single(String id) {
    boolean orLater = takes("+");
    if (!takes("WITH")) {
      return new Licence.Single(id, orLater, null);
    }
    String exception = token;
    next();
    return exception != null && SpdxNames.isException(exception)
        ? new Licence.Single(id, orLater, exception)
        : null;
  }
}
