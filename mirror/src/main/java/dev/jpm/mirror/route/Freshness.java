package dev.jpm.mirror.route;

import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.packument.Document;

/**
 * Says for how long an answer may be kept, and whether it is old already.
 *
 * @param open whether anybody may read it, and so caches may keep it that others use too
 */
record Freshness(boolean open) {
  /** Metadata: for as long as the public registry says. */
  Answer metadata(Answer answer, Document document) {
    String scope = open ? "public" : "private";
    Answer dated = answer.with("cache-control", scope + ", max-age=300");
    return document.stale()
        ? dated
            .with("cache-control", "no-cache")
            .with("warning", "110 - \"Response is Stale\"")
            .with("cache-status", "jpm; hit; detail=stale-upstream-unavailable")
        : dated;
  }

  /** Tarballs never change. */
  Answer tarball(Answer answer) {
    String scope = open ? "public" : "private";
    return answer.with("cache-control", scope + ", max-age=31536000, immutable");
  }
}
