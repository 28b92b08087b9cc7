package dev.jpm.lockfile.foreign;

import dev.jpm.lockfile.foreign.YarnClassicText.Block;
import dev.jpm.model.Integrity;
import org.jspecify.annotations.Nullable;

/** Yarn 1's lockfile. What a block says of its own dependencies is not needed. */
final class YarnClassicLock {
  private final ForeignLock.Builder choices = new ForeignLock.Builder().readsResolutions();

  private YarnClassicLock() {}

  static ForeignLock read(String text, String path) {
    YarnClassicLock lock = new YarnClassicLock();
    YarnClassicText.read(text, path).forEach(lock::add);
    return lock.choices.build();
  }

  private void add(Block block) {
    String version = block.text("version");
    if (!version.isEmpty()) {
      for (String descriptor : block.descriptors()) {
        NameAndRest.of(descriptor).ifPresent(dependency -> add(dependency, version, block));
      }
    }
  }

  private void add(NameAndRest dependency, String version, Block block) {
    String url = withoutDigest(block.text("resolved"));
    if (!isRegistrySpec(dependency.rest())) {
      if (!url.isEmpty()) { // A folder has none, and package.json says all of it.
        choices.descriptor(
            dependency, new Choice(dependency.name(), version, url, integrity(block)));
      }
      return;
    }
    Choice named = Choice.ofRegistry(targetOf(dependency), version, integrity(block));
    Choice located =
        RegistryTarball.of(url)
            .map(tarball -> Choice.ofRegistry(tarball.name(), tarball.version(), integrity(block)))
            .orElseGet(() -> new Choice(dependency.name(), version, url, integrity(block)));
    choices.descriptor(dependency, url.isEmpty() ? named : located);
  }

  private static @Nullable Integrity integrity(Block block) {
    return Integrity.tryParse(block.text("integrity")).orElse(null);
  }

  private static String targetOf(NameAndRest dependency) {
    String alias = dependency.rest();
    return alias.startsWith("npm:")
        ? NameAndRest.of(alias.substring(4)).map(NameAndRest::name).orElse(alias.substring(4))
        : dependency.name();
  }

  private static boolean isRegistrySpec(String spec) {
    return spec.startsWith("npm:") || (spec.indexOf(':') < 0 && spec.indexOf('/') < 0);
  }

  /** Tarballs have their SHA-1 after a hash sign; repositories a commit, which belongs to them. */
  static String withoutDigest(String url) {
    int hash = url.indexOf('#');
    boolean repository = url.startsWith("git") || url.contains(".git#");
    return hash < 0 || repository ? url : url.substring(0, hash);
  }
}
