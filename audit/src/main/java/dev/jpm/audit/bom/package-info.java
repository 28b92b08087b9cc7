/** Bills of materials of a tree, as npm writes them, and its licences. Text out; asks nobody. */
@NullMarked
package dev.jpm.audit.bom;

import org.jspecify.annotations.NullMarked;
