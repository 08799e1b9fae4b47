/** Shows over HTTP. */
@NullMarked
package dev.rushes.api.show;

import org.jspecify.annotations.NullMarked;
