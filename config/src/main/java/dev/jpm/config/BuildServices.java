package dev.jpm.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The services that run builds, as an environment tells of them; npm's list, names and order.
 *
 * @param names of all that the environment looks like: one may stand in for another
 */
public record BuildServices(List<String> names) {
  public static final String CIRCLE_CI = "CircleCI";
  public static final String GITHUB_ACTIONS = "GitHub Actions";
  public static final String GITLAB_CI = "GitLab CI";

  /**
   * By which variables each is known: all that stand there, or one of those with a slash between.
   * After = the whole value follows, after ~ a part of it.
   */
  private static final String KNOWN =
      """
      Agola CI: AGOLA_GIT_REF
      Alpic: ALPIC_HOST
      Appcircle: AC_APPCIRCLE
      AppVeyor: APPVEYOR
      AWS CodeBuild: CODEBUILD_BUILD_ARN
      Azure Pipelines: TF_BUILD
      Bamboo: bamboo_planKey
      Bitbucket Pipelines: BITBUCKET_COMMIT
      Bitrise: BITRISE_IO
      Buddy: BUDDY_WORKSPACE_ID
      Buildkite: BUILDKITE
      CircleCI: CIRCLECI
      Cirrus CI: CIRRUS_CI
      Cloudflare Pages: CF_PAGES
      Cloudflare Workers: WORKERS_CI
      Codefresh: CF_BUILD_ID
      Codemagic: CM_BUILD_ID
      Codeship: CI_NAME=codeship
      Drone: DRONE
      dsari: DSARI
      Earthly: EARTHLY_CI
      Expo Application Services: EAS_BUILD
      Gerrit: GERRIT_PROJECT
      Gitea Actions: GITEA_ACTIONS
      GitHub Actions: GITHUB_ACTIONS
      GitLab CI: GITLAB_CI
      GoCD: GO_PIPELINE_LABEL
      Google Cloud Build: BUILDER_OUTPUT
      Harness CI: HARNESS_BUILD_ID
      Heroku: NODE~.heroku/node/bin/node
      Hudson: HUDSON_URL
      Jenkins: JENKINS_URL BUILD_ID
      LayerCI: LAYERCI
      Magnum CI: MAGNUM
      Netlify CI: NETLIFY
      Nevercode: NEVERCODE
      Prow: PROW_JOB_ID
      ReleaseHub: RELEASE_BUILD_ID
      Render: RENDER
      Sail CI: SAILCI
      Screwdriver: SCREWDRIVER
      Semaphore: SEMAPHORE
      Sourcehut: CI_NAME=sourcehut
      Strider CD: STRIDER
      TaskCluster: TASK_ID RUN_ID
      TeamCity: TEAMCITY_VERSION
      Travis CI: TRAVIS
      Vela: VELA
      Vercel: NOW_BUILDER/VERCEL
      Visual Studio App Center: APPCENTER_BUILD_ID
      Woodpecker: CI=woodpecker
      Xcode Cloud: CI_XCODE_PROJECT
      Xcode Server: XCS
      """;

  public BuildServices {
    names = List.copyOf(names);
  }

  /** Those of {@code env}; none where it says that nothing is built automatically. */
  public static BuildServices of(Map<String, String> env) {
    List<String> names = new ArrayList<>(1);
    if (!env.getOrDefault("CI", "").equals("false")) {
      for (String line : KNOWN.lines().toList()) {
        int colon = line.indexOf(": ");
        if (isMet(line.substring(colon + 2), env)) {
          names.add(line.substring(0, colon));
        }
      }
    }
    return new BuildServices(names);
  }

  private static boolean isMet(String condition, Map<String, String> env) {
    int or = condition.indexOf('/');
    if (or >= 0 && condition.indexOf('~') < 0) {
      return isMet(condition.substring(0, or), env) || isMet(condition.substring(or + 1), env);
    }
    int and = condition.indexOf(' ');
    if (and >= 0) {
      return isMet(condition.substring(0, and), env) && isMet(condition.substring(and + 1), env);
    }
    int equals = condition.indexOf('=');
    if (equals >= 0) {
      return condition
          .substring(equals + 1)
          .equals(env.getOrDefault(condition.substring(0, equals), ""));
    }
    int part = condition.indexOf('~');
    return part < 0
        ? !env.getOrDefault(condition, "").isEmpty()
        : env.getOrDefault(condition.substring(0, part), "")
            .contains(condition.substring(part + 1));
  }

  /** Whether it is {@code name}, whatever else it may be. */
  public boolean include(String name) {
    return names.contains(name);
  }

  /** The one that npm names; null where there is none. */
  public @Nullable String name() {
    return names.isEmpty() ? null : names.getLast();
  }
}
