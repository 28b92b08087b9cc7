package dev.jpm.fetcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackagePathTest {
  @ParameterizedTest
  @CsvSource({
    "package/index.js, index.js",
    "any-name/lib/a.js, lib/a.js",
    "package//x, x",
    "package/./x/.//y, x/y",
    "package/.npmrc, .npmrc",
    "package/..x, ..x",
    "/abs/x, abs/x",
    "//abs/x, abs/x",
    "/x, x",
    "./package/x, package/x",
    "package/C:/x, x",
    "package/C:/D:/x, x",
    "package/a\\b, a\\b",
    "x,",
    "package/,",
    "package/.,",
    "package/../x,",
    "package/a/../../x,",
    "package/..,",
    "package/a\\..\\b,",
    "package//../x,",
    "package/\\\\host\\x, host\\x"
  })
  void followsNpm(String entry, String path) {
    assertThat(PackagePath.of(entry)).isEqualTo(path);
  }
}
