/** Looks at a take: facts and a poster frame. */
@NullMarked
package dev.rushes.render.analysis;

import org.jspecify.annotations.NullMarked;
