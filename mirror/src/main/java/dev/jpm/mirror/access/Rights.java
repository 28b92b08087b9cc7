package dev.jpm.mirror.access;

import dev.jpm.mirror.config.AccessRule;
import dev.jpm.mirror.config.Circle;
import dev.jpm.mirror.config.MirrorConfig.Access;
import dev.jpm.mirror.metadata.Grants;
import dev.jpm.mirror.metadata.Grants.Permission;
import dev.jpm.mirror.metadata.MetadataStore;
import dev.jpm.mirror.metadata.Organizations;
import dev.jpm.mirror.metadata.Organizations.Role;
import dev.jpm.mirror.metadata.OwnPackages;
import dev.jpm.model.PackageName;
import dev.jpm.model.glob.Glob;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what with which package: by the first rule of the configuration that is about it, and
 * by what has been said of the package itself.
 */
public final class Rights {
  private final List<Compiled> rules;
  private final Circle readers;
  private final Ranks ranks;
  private final OwnPackages packages;
  private final Organizations organizations;
  private final Grants grants;

  public Rights(Access access, Ranks ranks, MetadataStore metadata) {
    this.rules = access.rules().stream().map(Compiled::of).toList();
    this.readers = access.anonymousReads() ? Circle.ALL : Circle.AUTHENTICATED;
    this.ranks = ranks;
    this.packages = metadata.packages();
    this.organizations = metadata.organizations();
    this.grants = metadata.grants();
  }

  /** A rule with its patterns made ready. */
  private record Compiled(List<Glob> packages, AccessRule rule) {
    static Compiled of(AccessRule rule) {
      return new Compiled(rule.packages().stream().map(Glob::of).toList(), rule);
    }

    boolean isAbout(PackageName name) {
      return packages.stream().anyMatch(glob -> glob.matches(name.value()));
    }
  }

  private Circle circle(
      PackageName name, Function<AccessRule, @Nullable Circle> which, Circle otherwise) {
    for (Compiled compiled : rules) {
      if (compiled.isAbout(name)) {
        Circle circle = which.apply(compiled.rule());
        return circle == null ? otherwise : circle;
      }
    }
    return otherwise;
  }

  /** Whether there is something of that name which people have rights to. */
  public boolean isPublished(PackageName name) {
    return packages.find(name).isPresent();
  }

  /** Whether everybody may read it, as long as it is not restricted. */
  boolean isForAll(PackageName name) {
    return circle(name, AccessRule::read, readers).all();
  }

  public boolean mayRead(Identity who, PackageName name) {
    return mayRead(who, name, () -> grants.isRestricted(name));
  }

  /** What {@code who} may read, asked of many names. */
  public Predicate<PackageName> readableBy(Identity who) {
    Set<PackageName> restricted = grants.restricted();
    return name -> mayRead(who, name, () -> restricted.contains(name));
  }

  private boolean mayRead(Identity who, PackageName name, BooleanSupplier restricted) {
    Circle circle = circle(name, AccessRule::read, readers);
    if (circle.all() && !restricted.getAsBoolean()) {
      return true;
    }
    return switch (who.about(name)) {
      case Identity.Anonymous _ -> false;
      case Identity.Known known -> {
        boolean open = circle.all() || circle.authenticated();
        yield names(circle, known)
            || (circle.authenticated() && !restricted.getAsBoolean())
            || ((open || circle.owners()) && holds(known.name(), name, Permission.READ));
      }
    };
  }

  /** Whether {@code who} may publish a version of {@code name}, the first perhaps. */
  public boolean mayPublish(Identity.Known who, PackageName name) {
    return who.limits().writesPackage(name) && publishes(who, name);
  }

  /** Whether {@code who} may hand a version in, for those to publish it who may. */
  public boolean mayStage(Identity.Known who, PackageName name) {
    return who.limits().stages(name) && publishes(who, name);
  }

  /**
   * Whether {@code who} may see a version of {@code name} that {@code bringer} handed in: what is
   * nobody's yet is only theirs.
   */
  public boolean maySeeStaged(Identity.Known who, PackageName name, String bringer) {
    return who.limits().readsPackage(name)
        && (who.name().equals(bringer) || !packages.owners(name).isEmpty())
        && publishes(who, name);
  }

  private boolean publishes(Identity.Known who, PackageName name) {
    Circle circle = circle(name, AccessRule::publish, Circle.OWNERS);
    return may(circle, who, name, () -> mayWrite(who.name(), name));
  }

  private boolean mayWrite(String person, PackageName name) {
    return packages.owners(name).isEmpty()
        ? name.scope().map(scope -> ranks.mayAddTo(scope.substring(1), person)).orElse(true)
        : holds(person, name, Permission.WRITE);
  }

  /** Whether {@code who} may take versions of it back. */
  public boolean mayUnpublish(Identity.Known who, PackageName name) {
    Circle circle = circle(name, AccessRule::unpublish, Circle.OWNERS);
    return who.limits().writesPackage(name)
        && may(circle, who, name, () -> manages(who.name(), name));
  }

  /** Whether {@code who} may say which builds publish it in their place. */
  public boolean mayTrust(Identity.Known who, PackageName name) {
    return mayManage(who, name) && mayPublish(who, name);
  }

  /** Whether {@code who} may say to whom the package belongs, and what teams may do with it. */
  public boolean mayManage(Identity.Known who, PackageName name) {
    return who.limits().writesPackage(name) && mayRead(who, name) && manages(who.name(), name);
  }

  private boolean may(
      Circle circle, Identity.Known who, PackageName name, BooleanSupplier isOneOfItsOwn) {
    return (mayRead(who, name) || waits(name))
        && (circle.authenticated()
            || names(circle, who)
            || (circle.owners() && isOneOfItsOwn.getAsBoolean()));
  }

  /** Whether who publishes it first will be one of those who may read it. */
  private boolean waits(PackageName name) {
    return circle(name, AccessRule::read, readers).owners() && packages.owners(name).isEmpty();
  }

  private boolean names(Circle circle, Identity.Known who) {
    return circle.people().contains(who.name())
        || circle.teams().stream().anyMatch(team -> organizations.isIn(team, who.name()));
  }

  private boolean holds(String person, PackageName name, Permission wanted) {
    return packages.owners(name).contains(person)
        || grants.of(name, person).filter(held -> held.compareTo(wanted) >= 0).isPresent()
        || leads(person, name)
        || (wanted == Permission.READ && ranks.isAdmin(person));
  }

  private boolean manages(String person, PackageName name) {
    return packages.owners(name).contains(person) || leads(person, name) || ranks.isAdmin(person);
  }

  /** An organization's packages are those of who leads it. */
  private boolean leads(String person, PackageName name) {
    Optional<Role> role =
        name.scope()
            .map(scope -> organizations.members(scope.substring(1)))
            .map(members -> members.get(person));
    return role.filter(held -> held != Role.DEVELOPER).isPresent();
  }
}
