package dev.jpm.model;

import org.jspecify.annotations.Nullable;

/**
 * What a project will run on, in Node.js's words.
 *
 * @param os {@code process.platform}: linux, darwin, win32 …
 * @param cpu {@code process.arch}: x64, arm64 …
 * @param libc glibc or musl on Linux, null elsewhere or where unknown
 * @param nodeVersion of the runtime, without a leading v
 * @param npmVersion that {@code engines.npm} is held against
 */
public record Platform(
    String os, String cpu, @Nullable String libc, String nodeVersion, String npmVersion) {}
