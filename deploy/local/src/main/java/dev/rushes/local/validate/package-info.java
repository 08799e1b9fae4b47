/** Checks an environment, local or AWS, against the specification, from a table of its own. */
@NullMarked
package dev.rushes.local.validate;

import org.jspecify.annotations.NullMarked;
