/** Removes what tests and abandoned uploads left behind. */
@NullMarked
package dev.rushes.api.maintenance;

import org.jspecify.annotations.NullMarked;
