/** The example page of docs in a real browser: uploads over a line that breaks, and what a foreign page may not. */
@NullMarked
package dev.rushes.local.browser;

import org.jspecify.annotations.NullMarked;
