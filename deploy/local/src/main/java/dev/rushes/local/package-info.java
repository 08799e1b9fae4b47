/** The one-machine stack and its command line. */
@NullMarked
package dev.rushes.local;

import org.jspecify.annotations.NullMarked;
