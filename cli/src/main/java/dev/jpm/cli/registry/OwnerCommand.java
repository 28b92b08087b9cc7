package dev.jpm.cli.registry;

import dev.jpm.cli.ChosenWorkspaces;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.terminal.Level;
import dev.jpm.config.Registries.Registry;
import dev.jpm.fetcher.RegistryReply.Refused;
import dev.jpm.fetcher.RegistryRequest;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code owner add}, {@code rm} and {@code ls}. */
public final class OwnerCommand implements Command {
  @Override
  public int run(Invocation call) {
    String action = Packages.word(call, 0);
    boolean lists = action.equals("ls") || action.equals("list");
    int packageAt = lists ? 1 : 2;
    ChosenWorkspaces chosen = ChosenWorkspaces.of(call);
    boolean named = call.words().size() > packageAt;
    if (named && !ChosenWorkspaces.explicit(call).isEmpty()) {
      call.terminal().log(Level.WARN, "", "Ignoring specified workspace(s)");
    }
    List<String> packages =
        named || chosen.isEmpty() ? List.of(Packages.word(call, packageAt)) : chosen.names();
    try (RegistryTalk talk = RegistryTalk.of(call)) {
      for (String each : packages) {
        PackageName name =
            switch (action) {
              case "ls", "list", "add", "rm", "remove" -> Packages.namedOrOwn(call, each);
              default -> throw call.usage("");
            };
        One one = new One(call, talk, name, talk.of(name));
        if (lists) {
          one.list();
        } else {
          one.change(Packages.word(call, 1), action.equals("add"));
        }
      }
    }
    return 0;
  }

  /** One package with its tools. */
  private record One(Invocation call, RegistryTalk talk, PackageName name, Registry registry) {
    void list() {
      List<JsonNode> owners;
      try {
        owners = owners(talk.get(registry, name.escaped(), name.value()));
      } catch (JpmException e) {
        call.terminal().log(Level.ERROR, "owner ls", "Couldn't get owner data " + name);
        throw e;
      }
      call.terminal()
          .line(
              owners.isEmpty()
                  ? "no admin found"
                  : owners.stream().map(One::shown).collect(Collectors.joining("\n")));
    }

    void change(String user, boolean add) {
      if (user.isEmpty()) {
        throw call.usage("");
      }
      ObjectNode person = person(user);
      String asked = person.path("name").asString("");
      JsonNode document = talk.toChange(name);
      List<JsonNode> owners = owners(document);
      List<JsonNode> others = new ArrayList<>(owners);
      others.removeIf(owner -> owner.path("name").asString("").equals(asked));
      boolean known = others.size() < owners.size();
      if (add == known) {
        String told = add ? "Already a package owner: " : "Not a package owner: ";
        call.terminal().log(Level.INFO, add ? "owner add" : "owner rm", told + asked);
        return;
      }
      if (!add && others.isEmpty()) {
        throw JpmException.of(
            ErrorCode.EOWNERRM, "Cannot remove all owners of a package. Add someone else first");
      }
      if (add) {
        others.add(person);
      }
      send(document, others);
      call.terminal().line((add ? "+ " : "- ") + user + " (" + name + ")");
    }

    private ObjectNode person(String user) {
      JsonNode told;
      try {
        told = talk.get(registry, PasswordLogin.path(user), user);
      } catch (JpmException e) {
        call.terminal().log(Level.ERROR, "owner mutate", "Error getting user data for " + user);
        throw e;
      }
      ObjectNode person = JsonNodeFactory.instance.objectNode();
      person.set("name", told.path("name"));
      if (told.has("email")) {
        person.set("email", told.path("email"));
      }
      return person;
    }

    private void send(JsonNode document, List<JsonNode> owners) {
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      body.set("_id", document.path("_id"));
      body.set("_rev", document.path("_rev"));
      ArrayNode list = body.putArray("maintainers");
      owners.forEach(list::add);
      String path = name.escaped() + "/-rev/" + document.path("_rev").asString("");
      RegistryRequest request =
          RegistryRequest.of("PUT", registry, path).with(body).about(name.value());
      if (talk.changed(request) instanceof Refused refused) {
        if (refused.error().code() == ErrorCode.EOTP) {
          throw refused.error();
        }
        throw JpmException.of(
            ErrorCode.EOWNERMUTATE, "Failed to update package: " + refused.error().sentence());
      }
    }

    private static List<JsonNode> owners(JsonNode document) {
      List<JsonNode> owners = new ArrayList<>();
      document.path("maintainers").forEach(owners::add);
      return owners;
    }

    private static String shown(JsonNode owner) {
      return owner.path("name").asString("") + " <" + owner.path("email").asString("") + ">";
    }
  }
}
