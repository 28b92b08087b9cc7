package dev.jpm.cache;

import java.nio.file.Path;

/**
 * Where things lie in the store. {@code packages/ab/<sha512>/} is one package and comes and goes as
 * a whole, by rename: {@code inventory} (what the package holds), {@code tarball} and {@code
 * package/} (the files).
 */
record Layout(Path root) {
  static final String INVENTORY = "inventory";
  static final String TARBALL = "tarball";
  static final String CONTENT = "package";

  /** The layout in {@code cache}; a later incompatible one gets another name beside it. */
  static Layout in(Path cache) {
    return new Layout(cache.toAbsolutePath().normalize().resolve("v1"));
  }

  Path packages() {
    return root.resolve("packages");
  }

  Path packageFolder(String sha512) {
    return root.resolve("packages/" + sha512.substring(0, 2) + "/" + sha512);
  }

  Path packuments() {
    return root.resolve("packuments");
  }

  /** One file for each registry that something is known of. */
  Path registries() {
    return root.resolve("registries");
  }

  /** One file for each project that something was noted of. */
  Path notes() {
    return root.resolve("projects");
  }

  /** One file for each lockfile whose outcome is known. */
  Path outcomes() {
    return root.resolve("outcomes");
  }

  /** One file for each package.json whose lockfile is known. */
  Path chosen() {
    return root.resolve("chosen");
  }

  /** One file for each project whose packages lie in the virtual store. */
  Path linkedProjects() {
    return root.resolve("linked");
  }

  /** Packages with links to their dependencies, which projects link to. */
  Path virtual() {
    return root.resolve("virtual");
  }

  /** The packages that names stand for, a file each. */
  Path aliases() {
    return root.resolve("aliases");
  }

  Path runtimes() {
    return root.resolve("runtimes");
  }

  /** Unfinished things, one folder and one lock file per writing process. */
  Path temporary() {
    return root.resolve("tmp");
  }

  /** What was added and used but is not in the index yet. */
  Path journals() {
    return root.resolve("journal");
  }

  Path index() {
    return root.resolve("index.db");
  }

  /** Held shared by those who use packages, alone by those who remove some. */
  Path usersLock() {
    return root.resolve("users.lock");
  }

  /** Held while a broken index is replaced. */
  Path indexLock() {
    return root.resolve("index.lock");
  }
}
