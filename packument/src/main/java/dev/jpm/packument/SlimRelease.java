package dev.jpm.packument;

import dev.jpm.model.Manifest;
import dev.jpm.model.ManifestNormalizer;
import dev.jpm.model.Packument;
import dev.jpm.model.json.JsonText;
import org.jspecify.annotations.Nullable;

/** One version of a pruned packument; its manifest is parsed on the first call that wants it. */
final class SlimRelease implements Packument.Release {
  private final SlimPackument packument;
  private final int index;
  private final String version;
  private volatile @Nullable Manifest manifest;

  SlimRelease(SlimPackument packument, int index, String version) {
    this.packument = packument;
    this.index = index;
    this.version = version;
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public boolean isDeprecated() {
    JsonSlice slice = packument.field(index, KeptKeys.MANIFEST_DEPRECATED);
    if (slice.isEmpty()) {
      return false;
    }
    // npm asks whether the value is truthy: a message, true, or anything but "", false and null
    return switch (slice.bytes()[slice.offset()]) {
      case '"' -> slice.length() > 2;
      case 'f', 'n', '0' -> false;
      default -> true;
    };
  }

  @Override
  public @Nullable String nodeEngine() {
    return packument.nodeEngine(index);
  }

  @Override
  public Manifest manifest() {
    Manifest known = manifest;
    if (known == null) {
      known =
          ManifestNormalizer.ofPackument(
              JsonText.parseObject(packument.manifestJson(index), "manifest of " + version));
      manifest = known;
    }
    return known;
  }
}
