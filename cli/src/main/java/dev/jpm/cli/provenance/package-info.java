/** What is published of how a package was built: stated, signed, or brought in a file. */
@NullMarked
package dev.jpm.cli.provenance;

import org.jspecify.annotations.NullMarked;
