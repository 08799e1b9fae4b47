/** What the analysis of a take found, as its row keeps it and planners read it. */
@NullMarked
package dev.rushes.common.footage;

import org.jspecify.annotations.NullMarked;
