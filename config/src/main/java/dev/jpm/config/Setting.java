package dev.jpm.config;

/** A value and where it was set. */
public record Setting(String key, OptionValue value, Origin origin) {}
