package dev.jpm.cli.view;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values by name, in order; null where JSON says null. */
record Fields(Map<String, @Nullable Object> values) {}
