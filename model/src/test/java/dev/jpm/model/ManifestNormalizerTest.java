package dev.jpm.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The expected answers were computed with npm's own package-json 7. */
class ManifestNormalizerTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"name":"@s/a","version":"1.0.0","bin":"./x.js"} | {"name":"@s/a","version":"1.0.0","bin":{"a":"x.js"},"_id":"@s/a@1.0.0"}
          {"name":"a","bin":{"../../evil":"../../../etc/passwd","c:\\\\x":"a\\\\b.js","":"x","ok":3,"dir":"bin/"}} | {"name":"a","bin":{"dir":"bin/","evil":"etc/passwd","x":"a/b.js"}}
          {"bin":"x"} | {}
          {"name":"a","bin":["bin/a.js","./b"]} | {"name":"a","bin":{"a.js":"bin/a.js","b":"b"}}
          {"name":"a","bin":{"a":"."}} | {"name":"a"}
          {"name":"a","bin":{"a":"/abs/./x//y"}} | {"name":"a","bin":{"a":"abs/x/y"}}
          {"name":"a","bin":{"@s/a":"x","a":"y"}} | {"name":"a","bin":{"a":"x"}}
          {"name":"a","bin":""} | {"name":"a"}
          {"name":"a","bin":null} | {"name":"a"}
          {"name":"a","version":"1","bundledDependencies":true,"dependencies":{"x":"1","y":"2"}} | {"name":"a","version":"1","dependencies":{"x":"1","y":"2"},"_id":"a@1","bundleDependencies":["x","y"]}
          {"bundleDependencies":false} | {"bundleDependencies":[]}
          {"bundleDependencies":{"q":1}} | {"bundleDependencies":["q"]}
          {"bundleDependencies":"x"} | {}
          {"bundleDependencies":null} | {}
          {"dependencies":{"a":"1","b":"1"},"optionalDependencies":{"a":"1"}} | {"dependencies":{"b":"1"},"optionalDependencies":{"a":"1"}}
          {"dependencies":{"a":"1"},"optionalDependencies":{"a":"1"}} | {"optionalDependencies":{"a":"1"}}
          {"scripts":{"a":"x","b":3}} | {"scripts":{"a":"x"}}
          {"scripts":"x"} | {}
          {"scripts":null} | {"scripts":null}
          {"funding":"f"} | {"funding":{"url":"f"}}
          {"funding":""} | {"funding":""}
          {"_a":1,"_id":"z","name":"n"} | {"name":"n"}
          """)
  void readsSloppyFieldsAsNpmDoes(String written, String expected) {
    Manifest manifest = ManifestNormalizer.ofPackageJson((ObjectNode) JSON.readTree(written));
    assertThat(manifest.json().toString()).isEqualTo(expected);
  }

  @Test
  void keepsUnderscoredFieldsOfPackuments() {
    ObjectNode json = (ObjectNode) JSON.readTree("{\"_hasShrinkwrap\":true}");
    assertThat(ManifestNormalizer.ofPackument(json).isTrue("_hasShrinkwrap")).isTrue();
  }

  @Test
  void makesBinsOfAFolder() {
    ObjectNode json = (ObjectNode) JSON.readTree("{\"directories\":{\"bin\":\"./cli/../bin\"}}");
    assertThat(ManifestNormalizer.binFolder(json)).isEqualTo("bin");
    ManifestNormalizer.setBins(json, "bin", List.of("a.js", "sub/b", ".hidden"));
    assertThat(json.get("bin").toString()).isEqualTo("{\"a.js\":\"bin/a.js\",\"b\":\"bin/sub/b\"}");
    assertThat(ManifestNormalizer.binFolder(json)).isNull();
  }
}
