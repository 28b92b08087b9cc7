package dev.jpm.cli.bom;

import dev.jpm.audit.bom.LicenceList;
import dev.jpm.audit.bom.LicenceList.Entry;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.audit.AuditPolicy;
import dev.jpm.cli.command.Command;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code jpm licenses}: which packages are under which licence, and what the policy denies. */
public final class LicensesCommand implements Command {
  @Override
  public int run(Invocation call) {
    AuditPolicy policy = AuditPolicy.of(call);
    LicenceList list = LicenceList.of(ChosenTree.of(call), policy.policy(), policy.now());
    if (call.settings().flag("json")) {
      call.terminal().json(json(list));
    } else {
      list.groups()
          .forEach((licence, entries) -> {
            call.terminal().line("%s (%d)".formatted(licence, entries.size()));
            entries.forEach(entry -> call.terminal().line("  " + line(entry)));
          });
    }
    return list.isDenied() ? 1 : 0;
  }

  private static String line(Entry entry) {
    return entry.name() + "@" + entry.version() + (entry.denied() == null ? "" : "  denied");
  }

  private static Map<String, Object> json(LicenceList list) {
    Map<String, Object> json = new LinkedHashMap<>();
    list.groups()
        .forEach((licence, entries) -> {
          List<Map<String, Object>> group = new ArrayList<>();
          for (Entry entry : entries) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", entry.name());
            one.put("version", entry.version());
            one.put("license", licence);
            one.put("path", entry.path());
            if (entry.author() != null) {
              one.put("author", entry.author());
            }
            if (entry.homepage() != null) {
              one.put("homepage", entry.homepage());
            }
            if (entry.denied() != null) {
              one.put("denied", entry.denied());
            }
            group.add(one);
          }
          json.put(licence, group);
        });
    return json;
  }
}
