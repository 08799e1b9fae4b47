/** Reads the rows of a list page by page. */
@NullMarked
package dev.rushes.api.page;

import org.jspecify.annotations.NullMarked;
