package dev.jpm.install;

import dev.jpm.linker.ActualTree;
import dev.jpm.model.Platform;
import dev.jpm.model.protocol.AskedSpecs;

/**
 * What the load phase ends in.
 *
 * @param project the project's files
 * @param asked what the user asked to be added
 * @param start what its lockfile says
 * @param actual what is on disk
 * @param runtimes the Node.js that it will run on
 * @param platform what packages are chosen for
 */
record Loaded(
    ProjectFiles project,
    AskedSpecs asked,
    StartingPoint start,
    ActualTree actual,
    Runtimes runtimes,
    Platform platform) {}
