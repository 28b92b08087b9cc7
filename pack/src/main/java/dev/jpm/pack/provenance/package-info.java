/** What is stated of where a package was built. Nothing here signs it or reads the environment. */
@NullMarked
package dev.jpm.pack.provenance;

import org.jspecify.annotations.NullMarked;
