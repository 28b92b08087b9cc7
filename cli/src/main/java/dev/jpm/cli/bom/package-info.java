/** Commands that say what a project consists of: bills of materials, licences. */
@NullMarked
package dev.jpm.cli.bom;

import org.jspecify.annotations.NullMarked;
