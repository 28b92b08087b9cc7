package dev.jpm.cli.registry;

import dev.jpm.config.Settings;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a new token is to be, of the settings, as the registry is told it. */
final class TokenWish {
  private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern V4 =
      Pattern.compile(BYTE + "(\\." + BYTE + "){3}/(3[0-2]|[12]?\\d)");
  private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*/\\d{1,3}");

  private TokenWish() {}

  static ObjectNode of(Settings settings) {
    List<String> ranges = ranges(settings);
    ObjectNode wish = JsonNodeFactory.instance.objectNode();
    String name = settings.text("name");
    if (!name.isEmpty()) {
      wish.put("name", name);
    }
    putText(wish, settings, "description", "token-description");
    putList(wish, "packages", settings.list("packages"));
    putFlag(wish, settings, "packages_all", "packages-all");
    putList(wish, "scopes", settings.list("scopes"));
    putList(wish, "orgs", settings.list("orgs"));
    putText(wish, settings, "packages_and_scopes_permission", "packages-and-scopes-permission");
    putText(wish, settings, "orgs_permission", "orgs-permission");
    if (settings.count("expires") != 0) {
      wish.put("expires", settings.count("expires"));
    }
    putFlag(wish, settings, "readonly", "read-only");
    putList(wish, "cidr_whitelist", ranges);
    putFlag(wish, settings, "bypass_2fa", "bypass-2fa");
    return wish;
  }

  private static void putText(ObjectNode wish, Settings settings, String field, String option) {
    String text = settings.text(option);
    if (!text.isEmpty()) {
      wish.put(field, text);
    }
  }

  private static void putFlag(ObjectNode wish, Settings settings, String field, String option) {
    if (settings.flag(option)) {
      wish.put(field, true);
    }
  }

  private static void putList(ObjectNode wish, String field, List<String> texts) {
    if (!texts.isEmpty()) {
      ArrayNode list = wish.putArray(field);
      texts.forEach(list::add);
    }
  }

  private static List<String> ranges(Settings settings) {
    List<String> given = settings.list("cidr");
    List<String> ranges =
        given.size() == 1 ? Arrays.asList(given.getFirst().split(",\\s*", -1)) : given;
    for (String range : ranges) {
      if (V6.matcher(range).matches()) {
        throw JpmException.of(
            ErrorCode.EINVALIDCIDR,
            "CIDR whitelist can only contain IPv4 addresses, " + range + " is IPv6");
      }
      if (!V4.matcher(range).matches()) {
        throw JpmException.of(
            ErrorCode.EINVALIDCIDR, "CIDR whitelist contains invalid CIDR entry: " + range);
      }
    }
    return ranges;
  }
}
