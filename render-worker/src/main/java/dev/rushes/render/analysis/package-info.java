/** Looks at a take: facts, measures over time, and pictures of it. */
@NullMarked
package dev.rushes.render.analysis;

import org.jspecify.annotations.NullMarked;
