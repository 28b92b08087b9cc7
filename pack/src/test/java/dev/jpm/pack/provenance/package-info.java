@NullMarked
package dev.jpm.pack.provenance;

import org.jspecify.annotations.NullMarked;
