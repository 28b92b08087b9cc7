package dev.jpm.osv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.model.error.JpmException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What records of the OSV format come to. */
class OsvRecordTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{'introduced':'0'}                                     ; *",
        "{'introduced':'0'},{'fixed':'1.2.3'}                   ; <1.2.3",
        "{'introduced':'1.0.0'},{'last_affected':'1.4.0'}       ; >=1.0.0 <=1.4.0",
        "{'introduced':'2.0.0'}                                 ; >=2.0.0",
        "{'fixed':'1.1.0'},{'introduced':'1.0.0'}               ; >=1.0.0 <1.1.0",
        "{'introduced':'0','fixed':'1.0.0'},{'introduced':'2.0.0'},{'fixed':'2.1.0'}"
            + "; <1.0.0 || >=2.0.0 <2.1.0",
        "{'introduced':'1.0.0'},{'introduced':'1.1.0'},{'fixed':'1.2.0'} ; >=1.0.0 <1.2.0",
        "{'introduced':'1.0.0'},{'fixed':'1.5.0'},{'introduced':'1.5.0'},{'fixed':'2.0.0'}"
            + "; >=1.0.0 <1.5.0 || >=1.5.0 <2.0.0",
        "{'introduced':'1.5.0'},{'fixed':'1.5.0'},{'introduced':'1.0.0'} ; >=1.0.0 <1.5.0 || >=1.5.0",
        "{'last_affected':'1.5.0'},{'introduced':'1.5.0'}        ; >=1.5.0 <=1.5.0",
        "{'introduced':'no version'},{'fixed':'1.0.0'}          ; <1.0.0",
        "{'introduced':'1.0.0'},{'fixed':'no version || *'}    ; >=1.0.0",
      })
  void rangesAreNpmsOwn(String events, String range) {
    for (String type : List.of("SEMVER", "ECOSYSTEM")) {
      assertThat(read(record(ranges(type, events), "")))
          .singleElement()
          .extracting(OsvAdvisory::range)
          .isEqualTo(range);
    }
  }

  @Test
  void versionsCountBesideRangesAndByThemselves() {
    String range = ranges("SEMVER", "{'introduced':'1.0.0'},{'fixed':'1.1.0'}");
    assertThat(read(record(range + ",'versions':['1.0.5','3.0.0','x']", "")))
        .extracting(OsvAdvisory::range)
        .containsExactly(">=1.0.0 <1.1.0 || 3.0.0");
    assertThat(read(record("'versions':['1.0.0-beta.1','2.0.0']", "")))
        .extracting(OsvAdvisory::range)
        .containsExactly("1.0.0-beta.1 || 2.0.0");
  }

  @Test
  void commitsAndWhatNamesNoVersionMeanNoPublishedPackage() {
    assertThat(read(record(ranges("GIT", "{'introduced':'0'}"), ""))).isEmpty();
    assertThat(read(record("'versions':[]", ""))).isEmpty();
  }

  @Test
  void whatIsWithdrawnOrAboutOthersIsLeftOut() {
    String any = ranges("SEMVER", "{'introduced':'0'}");
    assertThat(read(record(any, ",'withdrawn':'2025-01-01T00:00:00Z'"))).isEmpty();
    assertThat(read(record(any, "").replace("npm", "PyPI"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GHSA-1 | ,'database_specific':{'severity':'MODERATE'}  | moderate |",
        "GHSA-1 | ,'database_specific':{'severity':'Medium'}    | moderate |",
        "GHSA-1 |"
            + " ,'severity':[{'type':'CVSS_V3','score':'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'}]"
            + " | critical | 9.8",
        "GHSA-1 |"
            + " ,'severity':[{'type':'CVSS_V3','score':'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H'},{'type':'CVSS_V4','score':'nonsense'}]"
            + " | high | 7.5",
        "GHSA-1 | ,'severity':[{'type':'CVSS_V4',"
            + "'score':'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N'}]"
            + " | critical | 9.3",
        "GHSA-1 | `` | high     |",
        "MAL-1  | `` | critical |",
      })
  void severityIsTheWordElseTheVectorElseTheDefault(
      String id, String more, String severity, @Nullable String score) {
    String text = record(ranges("SEMVER", "{'introduced':'0'}"), more).replace("GHSA-1", id);
    assertThat(read(text))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.severity()).isEqualTo(severity);
          assertThat(one.cvss()).startsWith(score == null ? "" : "{\"score\":" + score + ",");
        });
  }

  @Test
  void titlesHoldNothingThatTerminalsObey() {
    String any = ranges("SEMVER", "{'introduced':'0'}");
    assertThat(read(record(any, ",'summary':'a\\u001b[2Jb'")))
        .singleElement()
        .extracting(OsvAdvisory::title)
        .isEqualTo("a [2Jb");
    assertThat(read(record(any, ",'summary':'" + "x".repeat(1000) + "'")))
        .singleElement()
        .satisfies(one -> assertThat(one.title()).hasSize(301));
  }

  @Test
  void whatIsNoRecordIsToldWithItsPlace() {
    assertThatThrownBy(() -> read("{}"))
        .isInstanceOf(JpmException.class)
        .hasMessageContaining("x.json");
    assertThatThrownBy(() -> read("{\n'id':"))
        .isInstanceOf(JpmException.class)
        .hasMessageContaining("x.json, line 2");
    assertThatThrownBy(() -> read("{'a':".repeat(5000)))
        .isInstanceOf(JpmException.class)
        .hasMessageContaining("x.json: it is nested deeper");
  }

  private static List<OsvAdvisory> read(String text) {
    return OsvRecord.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "x.json");
  }

  private static String ranges(String type, String events) {
    return "'ranges':[{'type':'" + type + "','events':[" + events + "]}]";
  }

  private static String record(String affected, String more) {
    return "{'id':'GHSA-1','affected':[{'package':{'ecosystem':'npm','name':'a'},"
        + affected
        + "}]"
        + more
        + "}";
  }
}
