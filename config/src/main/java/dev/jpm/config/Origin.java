package dev.jpm.config;

import java.util.OptionalInt;

/** Where a value was set. */
public sealed interface Origin {

  /** The layers in which npm looks, strongest first. */
  enum Layer {
    CLI,
    ENV,
    PROJECT,
    USER,
    GLOBAL,
    BUILTIN,
    DEFAULT;

    /** As npm's {@code config} command calls it. */
    public String word() {
      return switch (this) {
        case CLI -> "cli";
        case ENV -> "env";
        case PROJECT -> "project";
        case USER -> "user";
        case GLOBAL -> "global";
        case BUILTIN -> "builtin";
        case DEFAULT -> "default";
      };
    }
  }

  /** On the command line. */
  record CommandLine(String flag) implements Origin {}

  /** In an environment variable. */
  record Variable(String name) implements Origin {}

  /** In a settings file; lines count from 1. */
  record File(Layer layer, String path, OptionalInt line) implements Origin {}

  /** Nowhere: what holds when nobody sets it. */
  record Default() implements Origin {}

  default Layer layer() {
    return switch (this) {
      case CommandLine _ -> Layer.CLI;
      case Variable _ -> Layer.ENV;
      case File file -> file.layer();
      case Default _ -> Layer.DEFAULT;
    };
  }

  /** As an error tells it: {@code the project's .npmrc, line 3}. */
  default String told() {
    return switch (this) {
      case CommandLine cli -> "the flag " + cli.flag();
      case Variable variable -> "the environment variable " + variable.name();
      case File file ->
          file.path() + (file.line().isPresent() ? ", line " + file.line().getAsInt() : "");
      case Default _ -> "the defaults";
    };
  }
}
