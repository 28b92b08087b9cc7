package dev.jpm.lockfile.entry;

import dev.jpm.lockfile.entry.LockedPackage.Lines;
import dev.jpm.lockfile.foreign.NameAndRest;
import dev.jpm.lockfile.foreign.YarnClassicText;
import dev.jpm.lockfile.foreign.YarnClassicText.Block;
import dev.jpm.model.Integrity;
import dev.jpm.model.Manifest;
import dev.jpm.model.tree.EdgeType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The blocks of Yarn 1's lockfile. What the project asks for is only in package.json. */
final class YarnClassicEntries {
  private final SequencedMap<String, LockedPackage> packages = new LinkedHashMap<>();
  private final SequencedMap<String, Integer> repeated = new LinkedHashMap<>();
  private final Descriptors descriptors = new Descriptors();
  private final Requirements requirements =
      new Requirements((_, name, spec) -> descriptors.find(name, spec));

  private YarnClassicEntries() {}

  static LockedFile read(String text, String file, Map<String, Manifest> manifests) {
    YarnClassicEntries reader = new YarnClassicEntries();
    List<Block> blocks = YarnClassicText.read(text, file);
    blocks.forEach(reader::add);
    manifests.forEach(reader.requirements::addManifest);
    blocks.forEach(reader::addRequirements);
    return new LockedFile(
        LockFormat.YARN_CLASSIC, reader.packages, reader.requirements.all(), null, reader.repeated);
  }

  private void add(Block block) {
    String key = String.join(", ", block.descriptors());
    NameAndRest first = NameAndRest.of(block.descriptors().getFirst()).orElse(null);
    if (first == null) {
      return;
    }
    String resolved = block.text("resolved");
    Source source = Source.of(resolved.isEmpty() ? null : withoutDigest(resolved));
    String name = aliased(first);
    String asked = first.name();
    LockedPackage entry =
        new LockedPackage(
            key,
            name,
            asked,
            block.text("version").isEmpty() ? null : block.text("version"),
            resolved.isEmpty() && isFolder(first.rest()) ? new Source.Folder(first.rest()) : source,
            integrity(block, resolved, source),
            Set.of(),
            false,
            false,
            null,
            new Lines(
                block.line(),
                block.lineOf("version"),
                block.lineOf("resolved"),
                block.lineOf(block.text("integrity").isEmpty() ? "resolved" : "integrity")));
    if (packages.put(key, entry) != null) {
      repeated.put(key, block.line());
    }
    for (String descriptor : block.descriptors()) {
      NameAndRest.of(descriptor).ifPresent(one -> descriptors.add(one.name(), one.rest(), key));
    }
  }

  private static boolean isFolder(String range) {
    return range.startsWith("file:") || range.startsWith("link:") || range.startsWith(".");
  }

  private static String aliased(NameAndRest descriptor) {
    String range = descriptor.rest();
    return range.startsWith("npm:")
        ? NameAndRest.of(range.substring(4)).map(NameAndRest::name).orElse(range.substring(4))
        : descriptor.name();
  }

  /** Old entries have nothing but the SHA-1 behind the URL; behind a repository's is a commit. */
  private static @Nullable String integrity(Block block, String resolved, Source source) {
    String own = block.text("integrity");
    int hash = resolved.indexOf('#');
    if (!own.isEmpty() || hash < 0 || source instanceof Source.Repository) {
      return own.isEmpty() ? null : own;
    }
    return Integrity.ofShasum(resolved.substring(hash + 1)).map(Integrity::value).orElse(null);
  }

  /** The SHA-1 behind a tarball's URL is no part of it; a repository's commit is. */
  private static String withoutDigest(String resolved) {
    int hash = resolved.indexOf('#');
    boolean digest = hash >= 0 && Source.of(resolved) instanceof Source.Tarball;
    return digest ? resolved.substring(0, hash) : resolved;
  }

  private void addRequirements(Block block) {
    String key = String.join(", ", block.descriptors());
    block
        .sections()
        .forEach((section, wishes) -> {
          EdgeType type =
              section.equals("optionalDependencies") ? EdgeType.OPTIONAL : EdgeType.PROD;
          wishes.forEach((name, wish) ->
              requirements.add(requirements.of(key, false, name, wish.text(), type, wish.line())));
        });
  }
}
