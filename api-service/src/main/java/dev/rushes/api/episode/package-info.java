/** Episodes over HTTP. */
@NullMarked
package dev.rushes.api.episode;

import org.jspecify.annotations.NullMarked;
